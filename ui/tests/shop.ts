/** Three tables with their shadows, for tests of tasks: what a task needs to have something to do. */

import type { Connection } from 'mysql2/promise';
import type { NewTask, Task } from '../src/api/schema';
import { until } from './until';
import type { World } from './world';

export const TABLES = ['apples', 'berries', 'cherries'] as const;

/** The statements that make the sources. */
export const SOURCES = TABLES.map(
  (name) => `CREATE TABLE ${name} (id BIGINT PRIMARY KEY, name VARCHAR(40)) ENGINE=InnoDB`,
);

type Settings = Partial<Omit<NewTask, 'analysis_id'>>;

/** Analyzes anew and submits a task; the task as it was then. */
export async function submit(world: World, settings: Settings = {}, more: Record<string, unknown> = {}) {
  const analysis_id = await world.analysis({ prefix: '_test_', range: 'all', ...more });
  const body: NewTask = { analysis_id, mode: 'Manual', error_policy: 'Abort', ...settings };
  return world.api<Task>('POST', '/tasks', body);
}

/** Waits for a task to be in a state. */
export async function inState(world: World, id: string, state: Task['state']): Promise<Task> {
  return until(`the task to be ${state}`, async () => {
    const task = await world.api<Task>('GET', `/tasks/${id}`);
    return task.state === state && task;
  });
}

/** Makes all shadows, so that they are known and equal to their sources. */
export async function makeShadows(world: World): Promise<void> {
  const { id } = await submit(world, { mode: 'Immediately' });
  await inState(world, id, 'Finished');
}

let drifts = 0;

/** Changes every source: each of the shadows needs an ALTER. */
export async function drift(world: World): Promise<string> {
  drifts += 1;
  const column = `extra_${drifts}`;
  for (const name of TABLES) await world.sql.query(`ALTER TABLE ${name} ADD COLUMN ${column} INT`);
  return column;
}

/** Somebody reads a table in a transaction that does not end: an ALTER of it has to wait. */
export async function hold(world: World, table: string): Promise<() => Promise<void>> {
  const session: Connection = await world.session();
  await session.query('START TRANSACTION');
  await session.query(`SELECT * FROM ${table}`);
  let isHeld = true;
  return async () => {
    if (!isHeld) return;
    isHeld = false;
    await session.query('COMMIT');
    await session.end();
  };
}

/** The names of a table's columns. */
export async function columns(world: World, table: string): Promise<string[]> {
  const [rows] = await world.sql.query(`SHOW COLUMNS FROM ${table}`);
  return (rows as { Field: string }[]).map(({ Field }) => Field);
}
