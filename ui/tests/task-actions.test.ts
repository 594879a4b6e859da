/** What people do with tasks: execute, watch one fail, retry, cancel a statement, and who may not. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from './person';
import { columns, drift, hold, inState, makeShadows, SOURCES, submit } from './shop';
import { World } from './world';

let world: World;
let person: Person;
beforeAll(async () => {
  world = await World.start({ sql: SOURCES });
  await makeShadows(world);
  person = await world.person();
});
afterAll(() => world.end());

/** The line of a table among those of the run. */
function row(shadow: string) {
  return person.page.getByRole('row', { name: new RegExp(`\\b${shadow}\\b`) });
}

async function press(button: string, confirm = button) {
  await person.page.getByRole('button', { name: button, exact: true }).click();
  await person.page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click();
}

test('Abort leaves the rest undone, and retry does it', async () => {
  const column = await drift(world);
  const free = await hold(world, '_test_apples');
  const task = await submit(world, { error_policy: 'Abort', lock_wait_ms: 1000 });
  const { page } = person;
  await person.goto(`/tasks/${task.id}?tab=tables`);
  // Before it has run, the plan is shown.
  await row('_test_apples').getByText('Modify').waitFor();
  await page.getByRole('button', { name: 'Execute now' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('0 shadow tables will be created and 3 modified, in 3 statements.').waitFor();
  await dialog.getByRole('button', { name: 'Execute now' }).click();
  await row('_test_apples').getByText('Failed').waitFor();
  await row('_test_berries').getByText('Not run').waitFor();
  await row('_test_cherries').getByText('Not run').waitFor();
  // The server's own error stands at its statement.
  await page.getByRole('button', { name: 'Statements of _test_apples' }).click();
  await page.getByText(/Error 1205 \(HY000\)/).waitFor();
  await page.getByRole('heading', { name: 'Finished' }).waitFor();
  await person.isAccessible();
  await person.picture('task-failed');
  // Filter on failed, kept by a reload.
  await page.getByText('Failed 1', { exact: true }).click();
  await page.waitForURL(/result=Failed/);
  await page.reload();
  await row('_test_apples').waitFor();
  await expect.poll(() => row('_test_berries').count()).toBe(0);

  await free();
  await press('Retry failed');
  await page.getByText('Run 2').first().waitFor();
  await page.getByText('All 3', { exact: true }).click();
  for (const name of ['apples', 'berries', 'cherries']) {
    await row(`_test_${name}`).getByText('Synced').waitFor();
    expect(await columns(world, `_test_${name}`)).toContain(column);
  }
  // Nothing is left: there is no such button any more.
  await page.getByRole('button', { name: 'Retry failed' }).waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByText('Run 1: Failed (Failed 1, Not run 2)').waitFor();
  await page.getByText('Run 2: Succeeded (Synced 3)').waitFor();
  await page.getByText('Retry asked for').waitFor();
});

test('Continue goes on with the other tables', async () => {
  await drift(world);
  const free = await hold(world, '_test_apples');
  const task = await submit(world, { error_policy: 'Continue', lock_wait_ms: 1000 });
  await person.goto(`/tasks/${task.id}`);
  await person.page.getByText('Ignore Error and Continue').waitFor();
  await press('Execute now');
  await person.page.getByText('Succeeded with errors').first().waitFor();
  await person.page.getByRole('tab', { name: 'Tables' }).click();
  await row('_test_apples').getByText('Failed').waitFor();
  await row('_test_berries').getByText('Synced').waitFor();
  await row('_test_cherries').getByText('Synced').waitFor();
  await free();
  // The definitions and the SQL of a pair, open after a reload too.
  await person.page.getByRole('button', { name: 'View _test_berries' }).click();
  const drawer = person.page.getByRole('dialog');
  await drawer.getByText(/ALTER TABLE `_test_berries`/).waitFor();
  await person.page.reload();
  await drawer.getByText(/ALTER TABLE `_test_berries`/).waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await drawer.waitFor({ state: 'detached' });
});

test('a long statement is watched, and cancelled on the server', async () => {
  await drift(world);
  const free = await hold(world, '_test_apples');
  const task = await submit(world, { lock_wait_ms: 600_000 });
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await press('Execute now');
  // The statement that runs, and for how long.
  await page.getByText('Running now').waitFor();
  await page.getByText(/^ALTER TABLE `_test_apples`/).waitFor();
  await page.getByText(/^for \d+\.\d s$/).waitFor();
  await person.picture('task-running');
  await page.getByRole('button', { name: 'Cancel task' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('the statement that is running is killed on the database server').waitFor();
  await dialog.getByText('Running now, and about to be killed: a statement on _test_apples').waitFor();
  await dialog.getByLabel('Comment').fill('the load test begins');
  await dialog.getByRole('button', { name: 'Cancel task' }).click();
  await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  const [processes] = await world.sql.query('SHOW FULL PROCESSLIST');
  const altering = (processes as { Info: string | null }[]).filter(({ Info }) => Info?.startsWith('ALTER'));
  expect(altering).toEqual([]);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByText('the load test begins').first().waitFor();
  await page.getByRole('tab', { name: 'Tables' }).click();
  await row('_test_berries').getByText('Not run').waitFor();
  await page.getByRole('button', { name: 'Cancel task' }).waitFor({ state: 'detached' });
  await free();
});

test('of two who press at the same moment, the second is told', async () => {
  const task = await submit(world);
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await page.getByRole('button', { name: 'Execute now' }).click();
  await page.getByRole('dialog').waitFor();
  await world.api('POST', `/tasks/${task.id}/cancel`, { comment: null });
  await page.getByRole('dialog').getByRole('button', { name: 'Execute now' }).click();
  await page.getByText('This task has changed in the meantime, so nothing was done').waitFor();
  await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  expect((await inState(world, task.id, 'Cancelled')).state).toBe('Cancelled');
});

test('a viewer sees everything and changes nothing', async () => {
  const task = await submit(world);
  const viewer = await world.person(await world.user('vera', 'viewer'));
  const { page } = viewer;
  await viewer.goto('/tasks');
  await page.getByRole('link', { name: `Task #${task.number}` }).waitFor();
  expect(await page.getByRole('link', { name: 'New task' }).count()).toBe(0);
  await page.getByRole('link', { name: `Task #${task.number}` }).click();
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  for (const tab of ['Tables', 'SQL Preview', 'Timeline', 'Log', 'Overview'])
    await page.getByRole('tab', { name: tab }).click();
  await page.getByText('It waits until somebody executes it.').waitFor();
  expect(await page.getByRole('link', { name: 'Clone' }).count()).toBe(0);
  for (const name of ['Execute now', 'Cancel task', 'Retry failed', 'Approve', 'Reject'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

test('a clone begins with a fresh analysis and the settings of the task', async () => {
  await drift(world);
  const task = await submit(world, { error_policy: 'Continue', remarks: 'once more' });
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await page.getByRole('link', { name: 'Clone' }).click();
  await page.waitForURL(/\/tasks\/new\?.*step=settings/);
  await expect.poll(() => page.getByLabel('Remarks').inputValue()).toBe('once more');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByRole('heading', { name: `Task #${task.number + 1}` }).waitFor();
  await page.getByText('Ignore Error and Continue').waitFor();
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
});
