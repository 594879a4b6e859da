/**
 * How quick the wizard is in a large database: typing in its two lists, and the pages of the list of pairs. The numbers go as
 * JSON into the file that `SHADOWTABLE_BENCH_NUMBERS` names; `shadowtable-bench` judges them.
 */

import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from '../world';
import { nextPage, type } from './timing';

const DATABASE = process.env.SHADOWTABLE_BENCH_DATABASE;
const NUMBERS = process.env.SHADOWTABLE_BENCH_NUMBERS;

/** Every key of these leaves fewer names than the one before, and every one taken back leaves more. */
const SEARCHES = ['1234', '987', '5678'];

/** How many pages are turned: as many as a small database has, when it is tried out on one. */
const PAGES = 20;
const SIZE = 50;

/** Milliseconds. */
const sources: number[] = [];
const chosen: number[] = [];
const pages: number[] = [];

let world: World;
let names: string[];
let count: string;
let turns: number;
beforeAll(async () => {
  if (!DATABASE || !NUMBERS) throw new Error('shadowtable-bench runs this');
  world = await World.start();
  const [rows] = await world.sql.query(`SHOW TABLES FROM ${DATABASE}`);
  const all = (rows as Record<string, string>[]).map((row) => Object.values(row)[0] ?? '');
  names = all.filter((name) => !/^(_test_|shadowtable_)/.test(name));
  count = names.length.toLocaleString('en');
  turns = Math.min(PAGES, Math.ceil(names.length / SIZE) - 1);
});
afterAll(() => world.end());

test('the lists of the wizard answer every key', async () => {
  const person = await world.person();
  const { page } = person;
  await person.goto(`/tasks/new?connection=${world.connection.id}&database=${DATABASE}`);
  await page.getByText(`Source tables (${count})`, { exact: true }).waitFor();
  for (const text of SEARCHES)
    sources.push(...(await type(page, 'Search source tables', 'Source tables', text, names)));
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByText(`Selected (${count})`, { exact: true }).waitFor();
  for (const text of SEARCHES)
    chosen.push(
      ...(await type(page, 'Search selected tables', 'Selected tables and their shadows', text, names)),
    );
});

test('the list of pairs turns its pages', async () => {
  const person = await world.person();
  const { page } = person;
  // Shadows with another prefix are all still to be made: they stand on the first tab.
  const request = { prefix: '_page_', range: 'all' };
  const body = { connection_id: world.connection.id, database: DATABASE, request };
  const { id } = await world.api<{ id: string }>('POST', '/analyses', body);
  await person.goto(`/tasks/new?analysis=${id}`);
  await page.getByText(`1–${SIZE} of ${count}`).waitFor({ timeout: 120_000 });
  while (pages.length < turns) pages.push(await nextPage(page));
  const from = (turns * SIZE + 1).toLocaleString('en');
  await page.getByText(`${from}–`).waitFor();
});

test('the numbers are told', () => {
  expect([sources.length, chosen.length, pages.length]).toEqual([22, 22, turns]);
  writeFileSync(NUMBERS ?? '', JSON.stringify({ sources, chosen, pages }));
});
