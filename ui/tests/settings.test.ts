/** Settings: webhooks with their tests and deliveries, and what holds for all nodes. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { World } from './world';

interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let world: World;
let receiver: Server;
let status = 200;
const received: Received[] = [];
const SECRET = 'the secret of the tests';

beforeAll(async () => {
  world = await World.start();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  receiver.close();
  await world.end();
});

const address = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;

async function open(page: Page, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Actions for ops' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a webhook is made, and a test reaches its receiver', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings`);
  await page.getByText('There is no webhook yet').waitFor();
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Needed').first().waitFor();
  await page.getByLabel('Name', { exact: true }).fill('ops');
  await page.getByLabel('Address').fill(address('/first'));
  await page.getByLabel('Secret').fill(SECRET);
  await page.getByRole('checkbox', { name: 'Drift found' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Webhook ops is created').waitFor();
  await page.getByRole('button', { name: 'Send test to ops' }).click();
  await page.getByText('ops took the test: 200').waitFor();
  expect(received).toHaveLength(1);
  expect(JSON.parse(received[0]?.body ?? '')).toBeTypeOf('object');
  expect(Object.keys(received[0]?.headers ?? {}).join()).toContain('signature');
  const text = await page.content();
  expect(text).not.toContain(SECRET);
  // Whoever knows the whole address may post there.
  expect(text).not.toContain('/first');
});

test('a half-filled webhook outlives a reload, without its address and its secret', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings?open=new`);
  await page.getByLabel('Name', { exact: true }).fill('half');
  await page.getByLabel('Address').fill(address('/known-to-few'));
  await page.getByLabel('Secret').fill(SECRET);
  await page.getByRole('checkbox', { name: 'Finished' }).check();
  await page.reload();
  await page.getByText('to be typed again: Address, Secret').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('half');
  expect(await page.getByRole('checkbox', { name: 'Finished' }).isChecked()).toBe(true);
  expect(await page.getByLabel('Address').inputValue()).toBe('');
  expect(await page.getByLabel('Secret').inputValue()).toBe('');
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).toContain('half');
  expect(kept).not.toContain(SECRET);
  expect(kept).not.toContain('/known-to-few');
  await page.getByRole('button', { name: 'Start anew' }).click();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
  await page.reload();
  await page.getByLabel('Name', { exact: true }).waitFor();
  expect(await page.getByText('What you had typed is here again').count()).toBe(0);
});

test('what the receiver refuses is told', async () => {
  status = 500;
  onTestFinished(() => {
    status = 200;
  });
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings`);
  await page.getByRole('button', { name: 'Send test to ops' }).click();
  const dialog = page.getByRole('dialog', { name: 'ops did not take the test' });
  await dialog.getByText('500').first().waitFor();
});

test('a kept secret stays, and is not given to another receiver', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings`);
  await open(page, /Edit/);
  await page.getByLabel('Address').fill(address('/second'));
  await page.getByText('the stored secret is not given to another receiver').first().waitFor();
  await page.getByText('Replace', { exact: true }).click();
  await page.getByLabel('New secret').fill('another secret');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Webhook ops is saved').waitFor();
  const { items } = await world.api<{ items: { url: string; has_secret: boolean }[] }>('GET', '/webhooks');
  expect(items).toMatchObject([{ url: address('/second'), has_secret: true }]);
});

test('deliveries are listed with what the receiver said', async () => {
  const begin = received.length;
  await world.sql.query('CREATE TABLE orders (id INT PRIMARY KEY)');
  await world.api('PUT', `/connections/${world.connection.id}`, needingApproval(), { 'if-match': '*' });
  const analysis_id = await world.analysis();
  await world.api('POST', '/tasks', { analysis_id, mode: 'Manual', error_policy: 'Abort' });
  await expect.poll(() => received.length, { timeout: 30_000 }).toBeGreaterThan(begin);
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings`);
  await open(page, /Deliveries/);
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Approval wanted').waitFor();
  await drawer.getByText('Delivered', { exact: true }).waitFor();
  await drawer.getByRole('link', { name: 'Open' }).click();
  await page.waitForURL('**/tasks/*');
});

function needingApproval() {
  const { name, host, port, user } = world.connection;
  return { name, host, port, user, needs_approval: true };
}

test('settings hold at once, and who was slower is told', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings?tab=general`);
  // What is half typed outlives a reload.
  await page.getByLabel('Tasks are kept').fill('12');
  await page.reload();
  await page.getByText('What you had typed is here again').waitFor();
  expect(await page.getByLabel('Tasks are kept').inputValue()).toBe('12');
  await page.getByRole('button', { name: 'Start anew' }).click();
  await expect.poll(() => page.getByLabel('Tasks are kept').inputValue()).toBe('');
  await page.getByLabel('Tasks are kept').fill('30');
  await page.getByLabel('Address of the console').fill('https://shadow.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The settings are saved').waitFor();
  interface View {
    in_force: Record<string, unknown>;
  }
  const inForce = async () => (await world.api<View>('GET', '/settings')).in_force;
  expect(await inForce()).toMatchObject({ keep_tasks_days: 30, public_url: 'https://shadow.example' });
  await world.api('PUT', '/settings', { keep_tasks_days: 40 }, { 'if-match': '*' });
  await page.getByLabel('Tasks are kept').fill('50');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else has changed this meanwhile').waitFor();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.getByLabel('Tasks are kept').inputValue()).toBe('40');
  await page.getByLabel('Tasks are kept').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await inForce()).keep_tasks_days ?? null).toBeNull();
});

test('who is no administrator does not see them', async () => {
  const otto = await world.user('otto', 'operator');
  const person = await world.person(otto);
  await person.goto('/settings');
  await person.page.getByText('You may not see this').waitFor();
  await person.picture('no-permission');
  await person.goto('/nowhere');
  await person.page.getByRole('link', { name: 'Task Center' }).first().waitFor();
  await person.isAccessible();
  await person.picture('not-found');
});

test('the screens in both languages and appearances', async () => {
  for (const language of ['en', 'zh'] as const) {
    for (const appearance of ['light', 'dark'] as const) {
      const person = await world.person(world.admin, { language, appearance });
      await person.goto('/settings');
      await person.page.getByRole('cell', { name: 'ops' }).first().waitFor();
      await person.isAccessible();
      await person.picture(`webhooks-${language}-${appearance}`);
      await person.fits();
      await person.goto('/settings?tab=general');
      await person.page.getByText(language === 'en' ? 'Tasks are kept' : '任务保留').waitFor();
      await person.isAccessible();
      await person.picture(`settings-${language}-${appearance}`);
      await person.fits();
    }
  }
});

test('a webhook is deleted', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/settings`);
  await open(page, /Delete/);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Webhook ops is deleted').waitFor();
  await page.getByText('There is no webhook yet').waitFor();
});
