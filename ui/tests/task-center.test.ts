/** The Task Center: the list with its filters, tasks that wait for their time, the log, and how all of it looks. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '../src/api/schema';
import { drift, inState, makeShadows, SOURCES, submit } from './shop';
import { World } from './world';

let world: World;
beforeAll(async () => {
  world = await World.start({ sql: SOURCES });
});
afterAll(() => world.end());

test('without a task it leads to the wizard', async () => {
  const person = await world.person();
  await person.goto('/tasks');
  await person.page.getByText('No task yet').waitFor();
  await person.isAccessible();
  await person.picture('task-center-empty');
  await person.page.getByRole('link', { name: 'New task' }).last().click();
  await person.page.waitForURL(/\/tasks\/new/);
});

test('filters stand in the address, so that a list can be shared', async () => {
  await makeShadows(world);
  await drift(world);
  const ready = await submit(world, { remarks: 'for the morning' });
  const soon = await submit(world, { mode: 'At', start_at: '2099-01-01T00:00:00Z', remarks: 'much later' });
  const { page } = await world.person();
  const numbers = () => page.getByRole('link', { name: /^Task #/ }).allTextContents();
  await page.goto(`${world.origin}/tasks`);
  await expect.poll(numbers).toEqual(['#3', '#2', '#1']);

  await page.getByLabel('Number, database or remarks').fill('morning');
  await expect.poll(numbers).toEqual([`#${ready.number}`]);
  await page.waitForURL(/search=morning/);
  await page.reload();
  await expect.poll(numbers).toEqual([`#${ready.number}`]);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(numbers).toEqual(['#3', '#2', '#1']);

  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByTitle('Finished').click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Submitted by' }).fill('admin');
  await page.keyboard.press('Enter');
  await expect.poll(numbers).toEqual(['#1']);
  const shared = page.url();

  const other = await world.person(await world.user('oscar', 'operator'));
  await other.page.goto(shared);
  const seen = () => other.page.getByRole('link', { name: /^Task #/ }).allTextContents();
  await expect.poll(seen).toEqual(['#1']);
  await other.page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(seen).toEqual(['#3', '#2', '#1']);

  await other.page.getByRole('tab', { name: 'Scheduled' }).click();
  await expect.poll(seen).toEqual([`#${soon.number}`]);
  await other.page.getByRole('tab', { name: 'Running' }).click();
  await other.page.getByText('No task is running').waitFor();
  await other.page.getByRole('tab', { name: 'All' }).click();
  await other.page.getByRole('columnheader', { name: 'Number' }).click();
  await other.page.waitForURL(/sort=number&order=asc|order=asc&sort=number/);
  await expect.poll(seen).toEqual(['#1', '#2', '#3']);
  await world.api('POST', `/tasks/${soon.id}/cancel`, { comment: null });
});

test('the list and a task are live: one that is scheduled runs when its time comes', async () => {
  // Time enough to open two pages on a busy machine.
  const start_at = new Date(Date.now() + 15_000).toISOString();
  const task = await submit(world, { mode: 'At', start_at });
  const list = await world.person();
  const detail = await world.person();
  await list.goto('/tasks');
  await detail.goto(`/tasks/${task.id}`);
  const row = list.page.getByRole('row', { name: new RegExp(`#${task.number}\\b`) });
  await row.getByText('Scheduled', { exact: true }).waitFor();
  await detail.page.getByText('It waits for its time.').waitFor();
  await row.getByText('Finished').waitFor({ timeout: 40_000 });
  await detail.page.getByRole('heading', { name: 'Finished' }).waitFor();
  await detail.page.getByText('3 of 3 statements').waitFor();
  await detail.page.getByRole('tab', { name: 'Timeline' }).click();
  await detail.page.getByText('Its time came').waitFor();
});

test('a recurring task says its schedule in words, is paused and resumed, and analyzes anew at each run', async () => {
  const cron = '30 2 * * 1-5';
  const task = await submit(world, { mode: 'Cron', cron, time_zone: 'Asia/Shanghai', remarks: 'nightly' });
  const person = await world.person();
  const { page } = person;
  await person.goto(`/tasks/${task.id}`);
  await page.getByText('On Monday, Tuesday, Wednesday, Thursday, Friday at 02:30').waitFor();
  await page.getByRole('button', { name: 'Next firings' }).click();
  await expect.poll(() => page.locator('.ant-popover time').count()).toBe(5);
  await page.keyboard.press('Escape');

  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  };
  await press('Pause');
  await page.getByRole('heading', { name: 'Paused' }).waitFor();
  await press('Resume');
  await page.getByRole('heading', { name: 'Scheduled' }).waitFor();

  // What drifted after the submission is found by the run's own analysis.
  const column = await drift(world);
  await press('Execute now');
  await page.getByText('3 of 3 statements').waitFor();
  await page.getByRole('heading', { name: 'Scheduled' }).waitFor();
  await drift(world);
  await press('Execute now');
  await page.getByText('Run 2').first().waitFor();
  await page.getByText('3 of 3 statements').waitFor();
  // Both runs can be looked at.
  await page.getByRole('combobox', { name: 'Run' }).click();
  await page.locator('.ant-select-dropdown').getByText('Run 1').click();
  await page.waitForURL(/run=1/);
  await page.getByRole('tab', { name: 'Tables' }).click();
  await page.getByText('Synced 3').waitFor();
  // View shows a pair as that run found it, and not as it was submitted.
  await page
    .getByRole('button', { name: /^View _test_/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('tab', { name: 'Change SQL' }).click();
  await page.getByRole('dialog').getByText(column).first().waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await world.api('POST', `/tasks/${task.id}/pause`);
});

test('a recurring task fires by itself', async () => {
  await drift(world);
  const task = await submit(world, { mode: 'Cron', cron: '* * * * *' });
  const { page } = await world.person();
  await page.goto(`${world.origin}/tasks/${task.id}`);
  await page.getByText('Every minute').waitFor();
  await page.getByText('its time came').waitFor({ timeout: 75_000 });
  await page.getByText('3 of 3 statements').waitFor();
  await world.api('POST', `/tasks/${task.id}/cancel`, { comment: 'seen' });
});

test('the log is followed, searched and downloaded, and stays quick with 20,000 lines', async () => {
  await drift(world);
  const ran = await submit(world, { mode: 'Immediately' });
  await inState(world, ran.id, 'Finished');
  const person = await world.person();
  const { page } = person;
  await person.goto(`/tasks/${ran.id}?tab=log`);
  await page.getByText(/Run 1: Succeeded/).waitFor();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await coming).suggestedFilename()).toBe(`task-${ran.number}.log`);

  // Twenty thousand events, a thousand at a time, as the API gives them.
  const ALL = 20_000;
  await page.route('**/timeline?*', async (route) => {
    const after = Number(new URL(route.request().url()).searchParams.get('after'));
    const items = Array.from({ length: Math.min(1000, Math.max(0, ALL - after)) }, (_, index) => ({
      seq: after + index + 1,
      at: '2026-11-25T12:00:00Z',
      who: null,
      run_id: null,
      kind: 'step',
      body: { run: 1, shadow: `_test_t${after + index}`, position: 0, state: 'Done', took_ms: 3 },
    }));
    await route.fulfill({ json: { items, next: null } });
  });
  await page.reload();
  await page.getByText('20,000 lines').waitFor();
  // It follows: the last line is in sight. Only those in sight are on the page.
  const log = page.getByRole('region', { name: 'Log' });
  await log.getByText('_test_t19999,').waitFor();
  expect(await log.locator('div > div').count()).toBeLessThan(200);
  const took = await page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('input[aria-label="Search the log"]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const begin = performance.now();
    set?.call(field, '_test_t1234');
    field?.dispatchEvent(new Event('input', { bubbles: true }));
    while (!document.body.textContent?.includes('11 of 20,000 lines'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return performance.now() - begin;
  });
  console.log(`a search in 20,000 lines took ${Math.round(took)} ms, of which 100 ms wait for the next key`);
  expect(took).toBeLessThan(500);
  await log.getByText('_test_t12345,').waitFor();
});

test('how it looks, in both languages and appearances, and at three widths', async () => {
  await drift(world);
  const waiting = await submit(world, { remarks: 'the evening before the load test' });
  const [done] = (await world.api<{ items: Task[] }>('GET', '/tasks?state=Finished&limit=1')).items;
  for (const language of ['en', 'zh'] as const) {
    for (const appearance of ['light', 'dark'] as const) {
      const person = await world.person(world.admin, { language, appearance });
      const look = async (path: string, name: string, text: string | RegExp) => {
        await person.goto(path);
        await person.page.getByText(text).first().waitFor();
        await person.page.waitForLoadState('networkidle');
        await person.isAccessible();
        await person.picture(`${name}-${language}-${appearance}`);
        await person.fits();
      };
      await look('/tasks', 'task-center', 'the evening before the load test');
      await look(`/tasks/${waiting.id}`, 'task-overview', 'the evening before the load test');
      await look(`/tasks/${waiting.id}?tab=tables`, 'task-plan', '_test_apples');
      await look(`/tasks/${done?.id}?tab=tables&open=0`, 'task-tables', /ALTER TABLE|CREATE TABLE/);
      await look(`/tasks/${done?.id}?tab=sql`, 'task-sql', /_test_apples/);
      await look(`/tasks/${done?.id}?tab=timeline`, 'task-timeline', 'admin');
      await look(`/tasks/${done?.id}?tab=log`, 'task-log', /_test_apples/);
      await person.page.context().close();
    }
  }
  for (const width of [768, 1920]) {
    const person = await world.person(world.admin, { width, height: 1000 });
    for (const path of ['/tasks', `/tasks/${waiting.id}`, `/tasks/${done?.id}?tab=tables&open=0`]) {
      await person.goto(path);
      await person.page.waitForLoadState('networkidle');
      await person.fits();
      await person.picture(
        `task-${path.split('/').length}-${path.includes('tab') ? 'tables' : 'page'}-${width}`,
      );
    }
  }
}, 400_000);
