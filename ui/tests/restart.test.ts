/** The server ends in the middle of a run, and the page that watches it heals by itself. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { columns, drift, hold, makeShadows, SOURCES, submit } from './shop';
import { World } from './world';

let world: World;
beforeAll(async () => {
  world = await World.start({ sql: SOURCES });
  await makeShadows(world);
});
afterAll(() => world.end());

test('a crash in the middle of a run is told, and the page shows how it ends, without a reload', async () => {
  const column = await drift(world);
  const free = await hold(world, '_test_berries');
  const task = await submit(world, { lock_wait_ms: 600_000 });
  const person = await world.person();
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await page.evaluate(() => {
    document.body.dataset.loaded = 'once';
  });
  await page.getByRole('button', { name: 'Execute now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute now' }).click();
  await page.getByText(/^ALTER TABLE `_test_berries`/).waitFor();

  await world.node.stop('SIGKILL');
  const banner = page.getByText('The connection to the server is lost');
  await banner.waitFor();
  await person.picture('task-server-lost');
  // What was seen stays on the page.
  expect(await page.getByText(/^ALTER TABLE `_test_berries`/).isVisible()).toBe(true);
  await world.node.serve();
  await banner.waitFor({ state: 'hidden' });
  await free();

  // The node that comes back waits for the lease of the one that died, then takes over.
  await page.getByRole('heading', { name: 'Finished' }).waitFor({ timeout: 90_000 });
  await page.getByText('3 of 3 statements').waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByText('Run 1 taken over by another node').waitFor();
  await page.getByText('Run 1: Succeeded (Synced 3)').waitFor();
  expect(await page.evaluate(() => document.body.dataset.loaded)).toBe('once');
  for (const name of ['apples', 'berries', 'cherries'])
    expect((await columns(world, `_test_${name}`)).filter((one) => one === column)).toEqual([column]);
});

test('a server that is told to end lets its statement end, and the page shows the rest without a reload', async () => {
  const column = await drift(world);
  const free = await hold(world, '_test_berries');
  const task = await submit(world, { lock_wait_ms: 600_000 });
  const person = await world.person();
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await page.evaluate(() => {
    document.body.dataset.loaded = 'once';
  });
  await page.getByRole('button', { name: 'Execute now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute now' }).click();
  await page.getByText(/^ALTER TABLE `_test_berries`/).waitFor();

  const ended = world.node.stop('SIGTERM');
  const banner = page.getByText('The connection to the server is lost');
  await banner.waitFor();
  await free();
  await ended;
  // The statement that ran was not cut off, and none was begun after it.
  expect(await columns(world, '_test_berries')).toContain(column);
  expect(await columns(world, '_test_cherries')).not.toContain(column);
  await world.node.serve();
  await banner.waitFor({ state: 'hidden' });

  await page.getByRole('heading', { name: 'Finished' }).waitFor({ timeout: 90_000 });
  await page.getByText('3 of 3 statements').waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByText('Run 1: Succeeded (Synced 3)').waitFor();
  expect(await page.evaluate(() => document.body.dataset.loaded)).toBe('once');
  for (const name of ['apples', 'berries', 'cherries'])
    expect((await columns(world, `_test_${name}`)).filter((one) => one === column)).toEqual([column]);
});

test('a table that was changed by somebody else during a crash needs attention, and the page says which', async () => {
  await drift(world);
  const free = await hold(world, '_test_berries');
  const task = await submit(world, { lock_wait_ms: 600_000 });
  const person = await world.person();
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await page.getByRole('button', { name: 'Execute now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Execute now' }).click();
  await page.getByText(/^ALTER TABLE `_test_berries`/).waitFor();
  await world.node.stop('SIGKILL');
  // The statement of the dead node never runs; somebody else's does.
  await endAlters();
  await free();
  await world.sql.query('ALTER TABLE _test_berries ADD COLUMN stranger INT');
  await world.node.serve();

  await page.getByRole('heading', { name: 'Needs attention' }).waitFor({ timeout: 90_000 });
  await page.getByText(/^berries → _test_berries: its tables are neither as they were before/).waitFor();
  await page.getByText('Sent, and the answer was lost').waitFor();
  await person.isAccessible();
  await person.picture('task-needs-attention');
  await page.getByRole('button', { name: 'Retry failed' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Look at the tables that are named first').waitFor();
  await dialog.getByRole('button', { name: 'Retry failed' }).click();
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  await page.getByText('Run 2').first().waitFor();
});

/** Kills every ALTER that runs or waits in the test's database. */
async function endAlters(): Promise<void> {
  const [rows] = await world.sql.query('SHOW FULL PROCESSLIST');
  const processes = rows as { Id: number; db: string | null; Info: string | null }[];
  const alters = processes.filter(({ db, Info }) => db === world.database && Info?.startsWith('ALTER'));
  expect(alters.length).toBeGreaterThan(0);
  for (const { Id } of alters) await world.sql.query(`KILL ${Id}`);
}
