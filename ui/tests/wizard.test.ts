/** The wizard from its first step to a verified sync, and what it keeps, warns of and refuses. */

import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Analysis } from '../src/api/schema';
import { analyze, choose, openWizard, preview, submit, succeeded } from './steps';
import { World } from './world';

const LONG = 'a'.repeat(60);

let world: World;
beforeAll(async () => {
  world = await World.start({
    sql: [
      'CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(40))',
      `CREATE TABLE orders (id INT PRIMARY KEY, customer INT NOT NULL, KEY k (customer),
         CONSTRAINT fk_orders_customer FOREIGN KEY (customer) REFERENCES customers (id))`,
      `CREATE TABLE ${LONG} (id INT PRIMARY KEY)`,
      'CREATE VIEW live AS SELECT id FROM orders',
    ],
  });
});
afterAll(() => world.end());

test('from the first step to a verified sync', async () => {
  const person = await world.person();
  const { page } = person;
  await openWizard(page, world);
  const sources = page.getByRole('listbox', { name: 'Source tables' });
  await sources.getByRole('option').first().waitFor();
  expect(await sources.getByRole('option').allTextContents()).toEqual([LONG, 'customers', 'orders']);
  await page.getByText('1 view or sequence').waitFor();
  await page.getByRole('searchbox', { name: 'Search source tables' }).fill('ORD');
  expect(await sources.getByRole('option').allTextContents()).toEqual(['orders']);
  await sources.getByRole('option', { name: 'orders' }).click();
  await page.getByRole('searchbox', { name: 'Search source tables' }).fill('');
  // The keyboard does the same: the second row is the active one after one step down.
  await sources.focus();
  await sources.press('Home');
  await sources.press('ArrowDown');
  await sources.press('Space');
  const chosen = page.getByRole('listbox', { name: 'Selected tables and their shadows' });
  expect(await chosen.getByRole('option').allTextContents()).toEqual([
    'customers→_test_customers',
    'orders→_test_orders',
  ]);
  await person.isAccessible();
  await analyze(page);
  await page.getByRole('tab', { name: 'Synchronized Tables (2)', exact: true }).waitFor();
  await page.getByRole('button', { name: 'View orders' }).click();
  const drawer = page.getByRole('dialog', { name: 'orders → _test_orders' });
  await drawer.getByText('CREATE TABLE `_test_orders`').first().waitFor();
  await drawer.getByRole('tab', { name: 'Source schema' }).click();
  await drawer.getByText('CREATE TABLE `orders`').waitFor();
  await drawer.getByRole('tab', { name: 'Shadow as it is' }).click();
  await drawer.getByText('There is no shadow yet.').waitFor();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await person.isAccessible();
  const sql = await preview(page, async () => {
    await page.locator('.cm-content').getByText('REFERENCES').first().waitFor();
    await person.isAccessible();
  });
  // OceanBase names the database, too.
  expect(sql).toMatch(/REFERENCES (`console_\w+`\.)?`_test_customers`/);
  await page.getByRole('button', { name: 'Next: task settings' }).click();
  await page.getByText('2 Create').waitFor();
  await page.getByRole('textbox', { name: 'Remarks' }).fill('for the load test');
  await person.isAccessible();
  const task = await submit(page, world);
  expect([task.settings.mode, task.settings.remarks]).toEqual(['Immediately', 'for the load test']);
  await succeeded(world, task);
  const [tables] = await world.sql.query('SHOW TABLES LIKE "\\_test\\_%"');
  expect(tables).toHaveLength(2);
  // An analysis right after finds nothing to do: both are listed as consistent.
  const again = await world.analysis({ prefix: '_test_', range: { tables: ['customers', 'orders'] } });
  await page.goto(`${world.origin}/tasks/new?analysis=${again}&tab=unsynchronized`);
  await page.getByRole('tab', { name: 'Unsynchronized Tables (2)' }).waitFor();
  await page.getByText('Nothing is to be synchronized now').waitFor();
  const consistent = page.getByRole('row', { name: /Consistent/ });
  await consistent.first().waitFor();
  expect(await consistent.count()).toBe(2);
});

test('names that cannot be are told before anything is sent', async () => {
  const { page } = await world.person();
  await openWizard(page, world);
  const sources = page.getByRole('listbox', { name: 'Source tables' });
  await sources.getByRole('option', { name: LONG }).click();
  await page.getByText(`Longer than 64 characters (1): _test_${LONG}`).waitFor();
  const affix = page.getByRole('textbox', { name: 'Name of Shadow Table' });
  await affix.fill('');
  await page.getByText('every table would be its own shadow').waitFor();
  expect(await page.getByRole('button', { name: 'Next: analyze' }).isDisabled()).toBe(true);
  await page.getByText('Suffix', { exact: true }).click();
  await affix.fill('_s');
  await page.getByText(`${LONG} → ${LONG}_s`).waitFor();
  expect(await page.getByText('Longer than 64 characters').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Next: analyze' }).isEnabled()).toBe(true);
});

test('neither a reload nor Back loses what was chosen', async () => {
  const { page } = await world.person();
  await openWizard(page, world);
  await page.getByRole('option', { name: 'customers' }).click();
  await page.getByRole('textbox', { name: 'Name of Shadow Table' }).fill('t_');
  await page.reload();
  const chosen = page.getByRole('listbox', { name: 'Selected tables and their shadows' });
  await chosen.getByText('t_customers').waitFor();
  await analyze(page);
  const first = new URL(page.url()).searchParams.get('analysis');
  await page.getByRole('searchbox', { name: 'Search source or shadow' }).fill('cust');
  await page.waitForURL(/q=cust/);
  await page.reload();
  await page.getByRole('cell', { name: 't_customers' }).waitFor();
  expect(await page.getByRole('searchbox', { name: 'Search source or shadow' }).inputValue()).toBe('cust');
  await page.getByRole('button', { name: 'Next: task settings' }).click();
  await page.getByRole('textbox', { name: 'Remarks' }).fill('kept');
  await page.reload();
  await page.getByText('kept').waitFor();
  await page.goBack();
  await page.getByRole('tab', { name: 'Synchronized Tables (1)', exact: true }).waitFor();
  await page.goBack();
  await chosen.getByText('t_customers').waitFor();
  // What asks for the same is not analyzed anew; what asks for something else is.
  await analyze(page);
  expect(new URL(page.url()).searchParams.get('analysis')).toBe(first);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('option', { name: 'orders', exact: true }).click();
  await analyze(page);
  await page.getByRole('tab', { name: 'Synchronized Tables (2)', exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('analysis')).not.toBe(first);
});

test('a schedule shows when it fires, and a refusal stands at its field', async () => {
  const person = await world.person();
  const { page } = person;
  await openWizard(page, world);
  await page.getByRole('option', { name: LONG }).click();
  await page.getByRole('textbox', { name: 'Name of Shadow Table' }).fill('r_');
  await analyze(page);
  await page.getByRole('button', { name: 'Next: task settings' }).click();
  await page.getByText('Recurring', { exact: true }).click();
  const cron = page.getByRole('textbox', { name: 'Schedule' });
  await cron.fill('30 25 * * *');
  await page.locator('.ant-form-item-has-error', { hasText: 'Schedule' }).waitFor();
  await cron.fill('30 1 * * *');
  await choose(page, 'Time zone of the schedule', 'UTC');
  const firings = page.getByRole('list', { name: 'It fires next at:' }).getByRole('listitem');
  await firings.filter({ hasText: '01:30 UTC' }).first().waitFor();
  expect(await firings.count()).toBe(5);
  // The browser of the tests is in Shanghai, eight hours ahead.
  expect(await firings.first().textContent()).toContain('09:30 Asia/Shanghai');
  await person.isAccessible();
  await page.setViewportSize({ width: 1280, height: 1320 });
  await person.picture('wizard-recurring');
  const task = await submit(page, world);
  expect([task.state, task.settings.cron, task.settings.time_zone]).toEqual([
    'Scheduled',
    '30 1 * * *',
    'UTC',
  ]);
  await world.api('POST', `/tasks/${task.id}/cancel`, {});
});

test('a time that is missing is asked for at its field; a clone begins at the settings', async () => {
  const { page } = await world.person();
  await openWizard(page, world);
  await page.getByRole('option', { name: LONG }).click();
  await page.getByRole('textbox', { name: 'Name of Shadow Table' }).fill('m_');
  await analyze(page);
  await page.getByRole('button', { name: 'Next: task settings' }).click();
  await page.getByText('Execute On Schedule', { exact: true }).click();
  await page.getByText('In the time zone of your browser: Asia/Shanghai').waitFor();
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.locator('.ant-form-item-has-error', { hasText: 'Date and time' }).waitFor();
  await page.getByText('Manual', { exact: true }).click();
  await page.getByText('Ignore Error and Continue').click();
  const task = await submit(page, world);
  expect([task.state, task.settings.error_policy]).toEqual(['Ready', 'Continue']);
  await page.goto(`${world.origin}/tasks/new?clone=${task.id}`);
  await page.waitForURL(/step=settings/);
  await page.getByText('1 Create').waitFor();
  expect(await page.getByRole('radio', { name: 'Manual' }).isChecked()).toBe(true);
  expect(await page.getByRole('radio', { name: 'Ignore Error and Continue' }).isChecked()).toBe(true);
  const again = await submit(page, world);
  expect(again.id).not.toBe(task.id);
  for (const one of [task, again]) await world.api('POST', `/tasks/${one.id}/cancel`, {});
});

test('a task starts at the moment that was picked in the calendar, in the time zone of the browser', async () => {
  const { page } = await world.person();
  await openWizard(page, world);
  await page.getByRole('option', { name: LONG }).click();
  await page.getByRole('textbox', { name: 'Name of Shadow Table' }).fill('at_');
  await analyze(page);
  await page.getByRole('button', { name: 'Next: task settings' }).click();
  await page.getByText('Execute On Schedule', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Date and time' }).click();
  const calendar = page.locator('.ant-picker-dropdown');
  // The 17th of the month after next: never today, never over, and in no month that is shown at first.
  const next = calendar.locator('.ant-picker-header-next-btn');
  await next.click();
  await next.click();
  await calendar.locator('.ant-picker-cell-in-view').getByText('17', { exact: true }).click();
  const columns = calendar.locator('.ant-picker-time-panel-column');
  await pick(columns.first(), '07');
  await pick(columns.last(), '45');
  await page.getByText('In the time zone of your browser: Asia/Shanghai').click();
  await calendar.waitFor({ state: 'hidden' });
  // The browser of the tests is in Shanghai, eight hours ahead: there it is the 16th still.
  const now = new Date(Date.now() + 8 * 3600_000);
  const moment = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 16, 23, 45));
  const shown = `${new Date(moment.getTime() + 8 * 3600_000).toISOString().slice(0, 10)} 07:45`;
  expect(await page.getByRole('textbox', { name: 'Date and time' }).inputValue()).toBe(shown);
  const task = await submit(page, world);
  expect([task.state, task.settings.mode]).toEqual(['Scheduled', 'At']);
  expect(new Date(task.settings.start_at ?? '').toISOString()).toBe(moment.toISOString());
  await page.getByText(`${shown}:00`).first().waitFor();
  await page.getByText('Times are in Asia/Shanghai').waitFor();
  await world.api('POST', `/tasks/${task.id}/cancel`, {});
});

/** Picks a number in a column of the clock, which rolls for a moment after it was opened. */
async function pick(column: Locator, number: string): Promise<void> {
  await expect
    .poll(async () => {
      await column.getByText(number, { exact: true }).click();
      return column.locator('.ant-picker-time-panel-cell-selected').textContent();
    })
    .toBe(number);
}

test('tables that were chosen elsewhere are selected', async () => {
  const { page } = await world.person();
  const place = `connection=${world.connection.id}&database=${world.database}`;
  await page.goto(`${world.origin}/tasks/new?${place}&tables=orders,gone`);
  const chosen = page.getByRole('listbox', { name: 'Selected tables and their shadows' });
  await chosen.getByText('_test_orders').waitFor();
  await page.getByText('gone is no table of this database').waitFor();
  await page.getByRole('button', { name: 'Remove them' }).click();
  expect(await chosen.getByRole('option').count()).toBe(1);
});

test('a viewer cannot begin', async () => {
  const vera = await world.user('vera', 'viewer');
  const { page } = await world.person(vera);
  await page.goto(`${world.origin}/tasks/new?connection=${world.connection.id}&database=${world.database}`);
  await page.getByText('Your role on this connection lets you look only').waitFor();
  expect(await page.getByRole('button', { name: 'Next: analyze' }).isDisabled()).toBe(true);
  const id = await world.analysis({ prefix: 'v_', range: 'all' });
  await page.goto(`${world.origin}/tasks/new?analysis=${id}`);
  await page.getByRole('button', { name: 'View orders' }).waitFor();
  expect(await page.getByRole('button', { name: /Skip/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Next: task settings' }).isDisabled()).toBe(true);
});

test('an analysis that cannot be made says why', async () => {
  const { page } = await world.person();
  const body = {
    connection_id: world.connection.id,
    database: world.database,
    request: { prefix: '_test_', range: { tables: ['gone'] } },
  };
  const { id } = await world.api<Analysis>('POST', '/analyses', body);
  await page.goto(`${world.origin}/tasks/new?analysis=${id}`);
  await page.getByText('The analysis failed').waitFor();
  await page.getByText('there is no table').waitFor();
  await page.getByRole('button', { name: 'Analyze again' }).waitFor();
});

test('the wizard in Chinese and in the dark', async () => {
  const person = await world.person(world.admin, { language: 'zh', appearance: 'dark' });
  const id = await world.analysis({ prefix: 'zzzzz_', range: 'all' });
  await person.goto(`/tasks/new?analysis=${id}`);
  await person.page.getByRole('tab', { name: /^同步的表/ }).waitFor();
  await person.isAccessible();
  // What the server says is said in Chinese, too.
  await person.page.getByRole('tab', { name: /^不同步的表/ }).click();
  await person.page.getByText('而表名最多 64 个').waitFor();
  await person.page.getByRole('button', { name: '上一步' }).click();
  await person.page.getByText('同步对象').waitFor();
  await person.isAccessible();
});
