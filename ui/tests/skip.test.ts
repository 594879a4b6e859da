/** Skip and Undo Skip, of one pair, of several, of all that a filter finds; the preview and what runs follow them. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PartRunPair, PartStep } from '../src/api/schema';
import { analyzeAll, preview, submit, succeeded } from './steps';
import { World } from './world';

let world: World;
beforeAll(async () => {
  const names = ['alpha', 'beta', 'gamma', 'log_1', 'log_2'];
  world = await World.start({ sql: names.map((name) => `CREATE TABLE ${name} (id INT PRIMARY KEY)`) });
});
afterAll(() => world.end());

/** The shadows that a text of SQL makes. */
function made(sql: string): string[] {
  return [...sql.matchAll(/CREATE TABLE `(\w+)`/g)].map((match) => match[1] ?? '');
}

test('the preview follows every mark, and what runs is the preview', async () => {
  const person = await world.person();
  const { page } = person;
  await analyzeAll(page, world);
  const all = ['_test_alpha', '_test_beta', '_test_gamma', '_test_log_1', '_test_log_2'];
  expect(made(await preview(page))).toEqual(all);

  // One.
  await page.getByRole('button', { name: 'Skip beta' }).click();
  await page.getByRole('tab', { name: 'Synchronized Tables (4)', exact: true }).waitFor();
  expect(made(await preview(page))).toEqual(all.filter((name) => name !== '_test_beta'));

  // All that a filter finds.
  await page.getByRole('searchbox', { name: 'Search source or shadow' }).fill('log_');
  await page.getByRole('button', { name: 'Skip all found (2)' }).click();
  await page.getByRole('tab', { name: 'Synchronized Tables (2)', exact: true }).waitFor();
  expect(made(await preview(page))).toEqual(['_test_alpha', '_test_gamma']);

  // They stand on the other tab as skipped; a reload changes nothing.
  await page.getByRole('tab', { name: 'Unsynchronized Tables (3)' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Undo Skip beta' }).waitFor();
  expect(await page.getByRole('row', { name: /Skipped/ }).count()).toBe(3);
  await person.isAccessible();
  await person.picture('wizard-skipped');

  // Several.
  await page.getByRole('checkbox', { name: 'Select beta' }).check();
  await page.getByRole('checkbox', { name: 'Select log_1' }).check();
  await page.getByRole('button', { name: 'Undo Skip of selected (2)' }).click();
  await page.getByRole('tab', { name: 'Synchronized Tables (4)', exact: true }).waitFor();
  const sql = await preview(page);
  expect(made(sql)).toEqual(all.slice(0, 4));

  await page.getByRole('button', { name: 'Next: task settings' }).click();
  await page.getByText('1 Skipped').waitFor();
  const task = await submit(page, world);
  await succeeded(world, task);
  const pairs = await world.api<PartRunPair>('GET', `/tasks/${task.id}/runs/1/pairs`);
  const ran: string[] = [];
  for (const { position } of pairs.items) {
    const steps = await world.api<PartStep>('GET', `/tasks/${task.id}/runs/1/pairs/${position}/steps`);
    ran.push(...steps.items.map((step) => `${step.sql};\n`));
  }
  expect(ran.join('')).toBe(sql);
  const [tables] = await world.sql.query('SHOW TABLES LIKE "\\_test\\_%"');
  expect(tables).toHaveLength(4);
});

test('undoing all skips of what is found brings them all back', async () => {
  const { page } = await world.person();
  const id = await world.analysis({ prefix: 'u_', range: { tables: ['alpha', 'beta', 'gamma'] } });
  await page.goto(`${world.origin}/tasks/new?analysis=${id}`);
  await page.getByRole('button', { name: 'Skip all found (3)' }).click();
  await page.getByText('Nothing is to be synchronized now').waitFor();
  await page.getByRole('button', { name: 'SQL Preview' }).click();
  await page.getByText('No statement will run.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('tab', { name: 'Unsynchronized Tables (3)' }).click();
  await page.getByRole('button', { name: 'Undo Skip of all found' }).click();
  await page.getByRole('tab', { name: 'Synchronized Tables (3)', exact: true }).waitFor();
});

test('what was skipped stays skipped when it is analyzed again', async () => {
  const { page } = await world.person();
  const id = await world.analysis({ prefix: 'g_', range: { tables: ['alpha', 'beta'] } });
  await page.goto(`${world.origin}/tasks/new?analysis=${id}`);
  await page.getByRole('button', { name: 'Skip alpha' }).click();
  await page.getByRole('tab', { name: 'Synchronized Tables (1)', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Analyze again' }).click();
  await page.waitForURL((url) => url.searchParams.get('analysis') !== id);
  await page.getByRole('tab', { name: 'Synchronized Tables (1)', exact: true }).waitFor();
  expect(made(await preview(page))).toEqual(['g_beta']);
});
