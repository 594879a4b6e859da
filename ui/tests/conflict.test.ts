/** A table that has the name of a shadow and is none: nothing is done to it until it is adopted on purpose. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyzeAll, preview, submit, succeeded } from './steps';
import { World } from './world';

let world: World;
beforeAll(async () => {
  world = await World.start({
    sql: [
      'CREATE TABLE orders (id INT PRIMARY KEY, amount BIGINT NOT NULL)',
      'CREATE TABLE _test_orders (id INT PRIMARY KEY, amount BIGINT NOT NULL, note VARCHAR(20))',
      "INSERT INTO _test_orders VALUES (1, 2, 'a row')",
      'CREATE TABLE brands (id INT PRIMARY KEY)',
      'CREATE TABLE items (id INT PRIMARY KEY)',
      'CREATE VIEW _test_items AS SELECT id FROM items',
    ],
  });
});
afterAll(() => world.end());

test('in Chinese a conflict and a refusal are told in Chinese, with what the server said of them', async () => {
  const id = await world.analysis();
  const { page } = await world.person(world.admin, { language: 'zh' });
  await page.goto(`${world.origin}/tasks/new?analysis=${id}&tab=unsynchronized`);
  const row = page.getByRole('row', { name: /_test_orders/ });
  await row.getByText('若它确实是影子表，请在新任务中用“认领…”认领').waitFor();
  await row.getByRole('button', { name: /查看/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('存在冲突：在您决定之前不会执行任何操作。').waitFor();
  await drawer.getByText('表 _test_orders 已存在，但未登记为影子表').waitFor();
  expect(await page.content()).not.toContain('--adopt');

  await page.goto(`${world.origin}/connections?open=new`);
  await page.getByLabel('名称', { exact: true }).fill(world.connection.name);
  await page.getByRole('textbox', { name: '主机' }).fill('127.0.0.1');
  await page.getByLabel('用户', { exact: true }).fill('root');
  await page.getByRole('button', { name: /保\s?存/ }).click();
  await page.getByText('名称已被使用。').first().waitFor();
  await page
    .getByText(/exists|taken/)
    .first()
    .waitFor();
});

test('a conflict is adopted, its gate allowed, and the shadow updated', async () => {
  const person = await world.person();
  const { page } = person;
  await analyzeAll(page, world);
  await page.getByRole('button', { name: 'Skip brands' }).click();
  await page.getByText('1 skipped').waitFor();
  await page.getByRole('tab', { name: /^Unsynchronized Tables/ }).click();
  const row = page.getByRole('row', { name: /_test_orders/ });
  await row.getByText('is not registered as a shadow').waitFor();
  await row.getByText('if it is the shadow, take it with "Adopt…"').waitFor();
  expect(await page.content()).not.toContain('--adopt');
  // A view can't be adopted.
  await page.getByText('there is a view named _test_items').waitFor();
  expect(await page.getByRole('button', { name: 'Adopt _test_items…' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Adopt _test_orders…' }).click();
  const asked = page.getByRole('dialog', { name: 'Adopt this table as a shadow?' });
  await asked.getByText('_test_orders, as the shadow of orders').waitFor();
  expect(await asked.textContent()).not.toContain('--adopt');
  await person.isAccessible();
  await asked.getByRole('button', { name: 'Adopt and analyze again' }).click();
  await asked.waitFor({ state: 'hidden' });

  // The new analysis updates it; what was skipped is skipped still.
  await page.getByRole('button', { name: 'View orders' }).click();
  const drawer = page.getByRole('dialog', { name: 'orders → _test_orders' });
  await drawer.getByText('This existing table becomes a registered shadow.').waitFor();
  await drawer.getByText('column note and its values are dropped').first().waitFor();
  await drawer.getByRole('tab', { name: 'Difference' }).click();
  await drawer.locator('.cm-mergeView .cm-changedLine').first().waitFor();
  await person.isAccessible();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await drawer.waitFor({ state: 'hidden' });
  expect(await preview(page)).toBe('ALTER TABLE `_test_orders` DROP COLUMN `note`;\n');

  await page.getByRole('button', { name: 'Next: task settings' }).click();
  const gate = page.getByRole('checkbox', { name: 'Allow drops-column' });
  await gate.waitFor();
  await person.isAccessible();
  // The view is in the way still, and under Abort Task it would keep the rest from running.
  await page.getByText('One pair cannot be synchronized').waitFor();
  await page.getByRole('button', { name: 'Skip it' }).click();
  await page.getByText('One pair cannot be synchronized').waitFor({ state: 'hidden' });
  await page.getByText('2 Skipped').waitFor();
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByText('One hazard is not ticked').waitFor();
  await gate.check();
  const task = await submit(page, world);
  expect(task.settings.hazards).toEqual(['drops-column']);
  await succeeded(world, task);
  const [columns] = await world.sql.query('SHOW COLUMNS FROM _test_orders');
  expect(columns).toHaveLength(2);
  const [rows] = await world.sql.query('SELECT * FROM _test_orders');
  expect(rows).toEqual([{ id: 1, amount: 2 }]);
  const [registered] = await world.sql.query('SELECT COUNT(*) AS n FROM shadowtable_registry');
  expect(registered).toEqual([{ n: 1 }]);
});
