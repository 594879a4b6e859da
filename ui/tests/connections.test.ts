/** Connections: made, tested, changed by two at once, deleted, and who may do what on them. */

import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../src/api/schema';
import { World } from './world';

let world: World;
/** An account of the database that may only read, and its password. */
const reader = { name: `reader_${randomBytes(4).toString('hex')}`, password: 'the reader of the tests' };

beforeAll(async () => {
  world = await World.start({ sql: ['CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(20))'] });
  await world.sql.query(`CREATE USER ${reader.name} IDENTIFIED BY '${reader.password}'`);
  await world.sql.query(`GRANT SELECT ON ${world.database}.* TO ${reader.name}`);
});
afterAll(async () => {
  await world.sql.query(`DROP USER ${reader.name}`);
  await world.end();
});

async function connection(name: string): Promise<Connection> {
  const { items } = await world.api<{ items: Connection[] }>('GET', '/connections');
  const found = items.find((one) => one.name === name);
  if (!found) throw new Error(`there is no connection ${name}`);
  return found;
}

async function open(page: Page, name: string, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** The row of a connection. */
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function fillPlace(page: Page, name: string, port: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Host' }).fill(world.target.hostname);
  await page.getByLabel('Port').fill(port);
  await page.getByLabel('User', { exact: true }).fill(reader.name);
  await page.getByLabel('Password', { exact: true }).fill(reader.password);
}

test('a connection is tested in words before it is saved, and its password is never shown', async () => {
  const person = await world.person();
  const { page } = person;
  await page.goto(`${world.origin}/connections`);
  await page.getByRole('button', { name: 'New connection' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('Needed').first().waitFor();
  await fillPlace(page, 'reading', '1');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('The server cannot be used').waitFor();
  await page.getByText('check host and port').waitFor();
  await person.picture('connection-unreachable');
  await page.getByLabel('Port').fill(world.target.port);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('The server answers: MariaDB').waitFor();
  await page.getByText('A sync needs privileges that the account lacks:').waitFor();
  await person.isAccessible();
  await person.picture('connection-tested');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Connection reading is created').waitFor();

  await row(page, 'reading').getByText('Not tested yet').waitFor();
  await page.getByRole('button', { name: 'Test reading now' }).click();
  await row(page, 'reading').getByText('Privileges missing').waitFor();
  await row(page, 'reading').getByText('MariaDB').waitFor();
  const text = await page.content();
  expect(text).not.toContain(reader.password);
});

test('a half-filled form outlives a reload, without its password, until it is saved or given up', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/connections?open=new`);
  await fillPlace(page, 'half', '3399');
  await page.getByText('Tasks need the approval of another user').click();
  await page.reload();
  await page.getByText('What you had typed is here again').waitFor();
  await page.getByText('to be typed again: Password').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('half');
  expect(await page.getByLabel('Port').inputValue()).toBe('3399');
  expect(await page.getByLabel('User', { exact: true }).inputValue()).toBe(reader.name);
  expect(await page.getByRole('checkbox', { name: 'Tasks need the approval' }).isChecked()).toBe(true);
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  expect(await keptInTab(page)).toContain('half');
  expect(await keptInTab(page)).not.toContain(reader.password);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'New connection' }).click();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');

  // What was begun with an older version is refused, as without the reload.
  await page.goto(`${world.origin}/connections`);
  await open(page, 'reading', /Edit/);
  await page.getByLabel('Environment label').fill('mine');
  const { id, name, host, port, user } = await connection('reading');
  const theirs = { name, host, port, user, password: reader.password, environment: 'theirs' };
  await world.api('PUT', `/connections/${id}`, theirs, { 'if-match': '*' });
  await page.reload();
  expect(await page.getByLabel('Environment label').inputValue()).toBe('mine');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else has changed this meanwhile').waitFor();
  expect((await connection('reading')).environment).toBe('theirs');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.getByLabel('Environment label').inputValue()).toBe('theirs');
  expect(await keptInTab(page)).not.toContain('mine');
});

/** Everything that the tab keeps over a reload. */
const keptInTab = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

test('a kept password stays, and is not given to another server', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/connections`);
  await open(page, 'reading', /Edit/);
  await page.getByText('The stored password stays').waitFor();
  await page.getByLabel('Environment label').fill('staging');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('The server answers: MariaDB').waitFor();
  await page.getByLabel('Port').fill('1');
  await page.getByText('the stored password is not given to another server').first().waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await connection('reading')).port).toBe(Number(world.target.port));
  await page.getByLabel('Port').fill(world.target.port);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Connection reading is saved').waitFor();
  const saved = await connection('reading');
  expect(saved).toMatchObject({ environment: 'staging', has_password: true });
  const tested = await world.api<{ ok: boolean }>('POST', `/connections/${saved.id}/test`, {});
  expect(tested.ok).toBe(true);
});

test('what new tasks start with, the window and the approval are kept', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/connections`);
  await open(page, 'reading', /Edit/);
  await page.getByText('Prefix', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Prefix' }).fill('_test_');
  await page.getByText('orders → _test_orders').waitFor();
  await page.getByLabel('Allowed hazards').click();
  await page.getByText('A column that the source no longer has is dropped').click();
  await page.keyboard.press('Escape');
  await page.getByLabel('A statement waits for a lock').fill('2.5');
  await page.getByLabel('Tables at a time').fill('4');
  await page.getByText('Statements run only in a time window').click();
  await page.getByLabel('From').fill('25:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('As 22:00').waitFor();
  await page.getByLabel('From').fill('21:30');
  await page.getByText('Over midnight, into the next day').waitFor();
  await page.getByText('Tasks need the approval of another user').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Connection reading is saved').waitFor();
  await row(page, 'reading').getByText('Needs approval').waitFor();
  expect(await connection('reading')).toMatchObject({
    needs_approval: true,
    drift_on_approval: 'Refuse',
    defaults: {
      prefix: '_test_',
      allowed_hazards: ['drops-column'],
      lock_wait_ms: 2500,
      parallel: 4,
      window: { from: '21:30', to: '05:30', time_zone: 'Asia/Shanghai' },
    },
  });
});

test('who was slower is told, and nothing is written over', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/connections`);
  await open(page, 'reading', /Edit/);
  await page.getByLabel('Environment label').fill('mine');
  const { id, name, host, port, user } = await connection('reading');
  const theirs = { name, host, port, user, password: reader.password, environment: 'theirs' };
  await world.api('PUT', `/connections/${id}`, theirs, { 'if-match': '*' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else has changed this meanwhile').waitFor();
  expect((await connection('reading')).environment).toBe('theirs');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.getByLabel('Environment label').inputValue()).toBe('theirs');
  await page.getByLabel('Environment label').fill('ours');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Connection reading is saved').waitFor();
  expect((await connection('reading')).environment).toBe('ours');
});

test('a connection that tasks need is not deleted, and the refusal is shown', async () => {
  const analysis = await world.analysis();
  const settings = { analysis_id: analysis, mode: 'Manual', error_policy: 'Abort' };
  const task = await world.api<{ id: string }>('POST', '/tasks', settings);
  const { page } = await world.person();
  await page.goto(`${world.origin}/connections`);
  await open(page, 'shop', /Delete/);
  await page.getByText('The databases are not touched').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('tasks that are not over use it').waitFor();
  await page.getByText('in-use').waitFor();
  await world.api('POST', `/tasks/${task.id}/cancel`, {});
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await open(page, 'reading', /Delete/);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Connection reading is deleted').waitFor();
  await expect.poll(() => row(page, 'reading').count()).toBe(0);
});

test('roles on a connection say who sees it, and a viewer changes nothing', async () => {
  const vera = await world.user('vera', 'viewer');
  const otto = await world.user('otto', 'operator');
  const { page } = await world.person();
  await page.goto(`${world.origin}/connections`);
  await open(page, 'shop', /Roles/);
  await page.getByText("Every user's own role counts").waitFor();
  await page.getByLabel('Add a user').click();
  await page.getByTitle('vera').click();
  await page.getByLabel('Role of vera').click();
  await page.getByTitle('Viewer', { exact: true }).last().click();
  await page.reload();
  await page.getByText('What you had typed is here again').waitFor();
  await page.getByRole('dialog').getByTitle('Viewer', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The roles are saved').waitFor();

  const viewing = await world.person(vera);
  await viewing.goto('/connections');
  await row(viewing.page, 'shop').getByText('Viewer').waitFor();
  expect(await viewing.page.getByRole('button', { name: 'New connection' }).count()).toBe(0);
  expect(await viewing.page.getByRole('button', { name: 'Actions for shop' }).count()).toBe(0);
  expect(await viewing.page.getByRole('button', { name: 'Test shop now' }).count()).toBe(0);

  const shut = await world.person(otto);
  await shut.goto('/connections');
  await shut.page.getByText('You have no role on any connection').waitFor();
});

test('the screens in both languages and appearances', async () => {
  for (const language of ['en', 'zh'] as const) {
    for (const appearance of ['light', 'dark'] as const) {
      const person = await world.person(world.admin, { language, appearance });
      await person.goto('/connections');
      await person.page.getByRole('cell', { name: 'shop' }).first().waitFor();
      await person.isAccessible();
      await person.picture(`connections-${language}-${appearance}`);
      await person.fits();
      await person.goto(`/connections?open=edit&id=${world.connection.id}`);
      await person.page.getByRole('textbox', { name: language === 'en' ? 'Host' : '主机' }).waitFor();
      await person.page.waitForTimeout(500);
      await person.isAccessible();
      await person.picture(`connection-${language}-${appearance}`);
      await person.fits();
    }
  }
});
