/** Approval: one submits, another decides, and both see it at once. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '../src/api/schema';
import { SOURCES, submit } from './shop';
import { type Credentials, World } from './world';

let world: World;
let approver: Credentials;
beforeAll(async () => {
  world = await World.start({ sql: SOURCES, connection: { needs_approval: true } });
  approver = await world.user('anna', 'approver');
});
afterAll(() => world.end());

test('another user approves with a comment, and the submitter sees it run', async () => {
  const task = await submit(world, { mode: 'Immediately', remarks: 'for the load test' });
  const submitter = await world.person();
  await submitter.goto(`/tasks/${task.id}`);
  // One does not decide about what is one's own, and is told so.
  const own = submitter.page.getByRole('button', { name: 'Approve', exact: true });
  await own.waitFor();
  expect(await own.isDisabled()).toBe(true);
  expect(await submitter.page.getByRole('button', { name: 'Reject', exact: true }).isDisabled()).toBe(true);

  const { page } = await world.person(approver);
  await page.goto(`${world.origin}/tasks`);
  await page.getByRole('tab', { name: 'Awaiting my approval' }).click();
  await page.getByRole('link', { name: `Task #${task.number}` }).click();
  // What will run can be looked at before.
  await page.getByRole('tab', { name: 'SQL Preview' }).click();
  await page.getByText('CREATE TABLE `_test_apples`').first().waitFor();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('3 shadow tables will be created and 0 modified').waitFor();
  await dialog.getByText('It is executed as soon as you approve.').waitFor();
  await dialog.getByLabel('Comment').fill('looks right');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('heading', { name: 'Finished' }).waitFor();

  await submitter.page.getByRole('heading', { name: 'Finished' }).waitFor();
  await submitter.page.getByText('Approved by anna').waitFor();
  await submitter.page.getByText('looks right').waitFor();
});

test('a rejection needs words, which the submitter reads', async () => {
  await world.sql.query('ALTER TABLE apples ADD COLUMN taste INT');
  const task = await submit(world);
  const person = await world.person(approver);
  const { page } = person;
  await person.goto('/tasks?tab=approval');
  await page.getByRole('link', { name: `Task #${task.number}` }).click();
  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  const reject = page.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true });
  expect(await reject.isDisabled()).toBe(true);
  await person.isAccessible();
  await person.picture('task-reject');
  await page.getByRole('dialog').getByLabel('Comment').fill('not tonight');
  // What is half written outlives a reload.
  await page.reload();
  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  const comment = page.getByRole('dialog').getByLabel('Comment');
  await comment.waitFor();
  expect(await comment.inputValue()).toBe('not tonight');
  await reject.click();
  await page.getByRole('heading', { name: 'Rejected' }).waitFor();
  const submitter = await world.person();
  await submitter.goto(`/tasks/${task.id}`);
  await submitter.page.getByRole('alert').getByText('not tonight').waitFor();
  // Nothing waits any more.
  await person.goto('/tasks?tab=approval');
  await page.getByText('Nothing waits for your approval').waitFor();
});

test('of two approvers the second is told', async () => {
  const task = await submit(world);
  const other = await world.user('bruno', 'approver');
  const first = await world.person(approver);
  const second = await world.person(other);
  await first.goto(`/tasks/${task.id}`);
  await second.goto(`/tasks/${task.id}`);
  await second.page.getByRole('button', { name: 'Reject', exact: true }).click();
  await second.page.getByRole('dialog').getByLabel('Comment').fill('no');
  await first.page.getByRole('button', { name: 'Approve', exact: true }).click();
  await first.page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await first.page.getByRole('heading', { name: 'Ready' }).waitFor();
  await second.page.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true }).click();
  await second.page.getByText('This task has changed in the meantime').waitFor();
  await second.page.getByRole('heading', { name: 'Ready' }).waitFor();
  const now = await world.api<Task>('GET', `/tasks/${task.id}`);
  expect(now.approval?.who).toBe('anna');
});
