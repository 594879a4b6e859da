/** The wizard's steps, as somebody walks them. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { PartRunPair, Run, Task } from '../src/api/schema';
import { until } from './until';
import type { World } from './world';

/** Chooses in a list of choices by typing. */
export async function choose(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true });
  await field.click();
  await field.fill(text);
  await page.getByRole('option', { name: text }).first().waitFor({ state: 'attached' });
  await field.press('Enter');
}

/** Opens the wizard with connection and database chosen. */
export async function openWizard(page: Page, world: World): Promise<void> {
  await page.goto(`${world.origin}/tasks/new`);
  await choose(page, 'Connection', 'shop');
  await choose(page, 'Database', world.database);
}

/** From the first step to what the analysis found. */
export async function analyze(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next: analyze' }).click();
  await page.getByRole('tab', { name: /^Synchronized Tables/ }).waitFor();
}

/** Opens the wizard and analyzes all tables. */
export async function analyzeAll(page: Page, world: World): Promise<void> {
  await openWizard(page, world);
  await page.getByText('All Tables', { exact: true }).click();
  await analyze(page);
}

/** What SQL Preview shows, as Copy gives it; `look` sees it open. */
export async function preview(page: Page, look?: () => Promise<void>): Promise<string> {
  await page.getByRole('button', { name: 'SQL Preview' }).click();
  const drawer = page.getByRole('dialog', { name: 'SQL Preview' });
  await look?.();
  await drawer.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied').last().waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await drawer.getByRole('button', { name: 'Close' }).click();
  await drawer.waitFor({ state: 'hidden' });
  return text;
}

/** Submits the third step; the task that it became. */
export async function submit(page: Page, world: World): Promise<Task> {
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.waitForURL(/\/tasks\/[0-9a-f-]{36}/);
  const id = new URL(page.url()).pathname.split('/').at(-1);
  return world.api<Task>('GET', `/tasks/${id}`);
}

/** Waits until a task's run is over, in which every pair must have been synced. */
export async function succeeded(world: World, task: Task): Promise<void> {
  await until('the task to finish', async () => {
    const { state, state_reason } = await world.api<Task>('GET', `/tasks/${task.id}`);
    if (state === 'NeedsAttention') throw new Error(state_reason ?? state);
    return state === 'Finished';
  });
  const run = await world.api<Run>('GET', `/tasks/${task.id}/runs/1`);
  const pairs = await world.api<PartRunPair>('GET', `/tasks/${task.id}/runs/1/pairs`);
  expect(run.state, JSON.stringify(pairs.items)).toBe('Succeeded');
}
