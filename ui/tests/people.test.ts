/** Users, tokens, the audit log and who may see them. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from './world';

let world: World;

beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.end());

async function open(page: Page, name: string, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Confirms what the dialog asks. */
const confirm = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

/** The status that logging on answers with. */
async function logOn(name: string, password: string): Promise<number> {
  const answer = await fetch(`${world.origin}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  return answer.status;
}

test('a user is made with a password that is shown once, changed, and deleted', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/users`);
  await page.getByRole('button', { name: 'New user' }).click();
  await confirm(page, 'Save');
  await page.getByText('Needed').waitFor();
  await page.getByLabel('User name').fill('olga');
  await page.getByRole('radio', { name: 'Approver' }).check();
  await page.reload();
  await page.getByText('What you had typed is here again').waitFor();
  expect(await page.getByLabel('User name').inputValue()).toBe('olga');
  expect(await page.getByRole('radio', { name: 'Approver' }).isChecked()).toBe(true);
  await confirm(page, 'Save');
  await page.getByText('User olga is created').waitFor();
  const first = await page.getByLabel('First password').inputValue();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  await confirm(page, 'Done');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('button', { name: 'New user' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.content()).not.toContain(first);
  expect(await logOn('olga', first)).toBe(200);
  const row = page.getByRole('row').filter({ hasText: 'olga' });
  await row.getByText('Approver').waitFor();

  await open(page, 'olga', /Change role/);
  await page.getByRole('radio', { name: 'Viewer' }).check();
  await confirm(page, 'Save');
  await row.getByText('Viewer').waitFor();

  await open(page, 'olga', /Disable/);
  await confirm(page, 'Disable');
  await row.getByText('Disabled').waitFor();
  expect(await logOn('olga', first)).toBe(401);
  await open(page, 'olga', /Enable/);
  await confirm(page, 'Enable');
  await row.getByText('Active').waitFor();

  await open(page, 'olga', /New password/);
  await confirm(page, 'Yes');
  await page.getByText('olga has a new password').waitFor();
  const second = await page.getByLabel('First password').inputValue();
  await confirm(page, 'Done');
  expect(second).not.toBe(first);
  // After a failed login the next one has to wait.
  await page.waitForTimeout(1500);
  expect(await logOn('olga', second)).toBe(200);

  await open(page, 'olga', /Delete/);
  await confirm(page, 'Delete');
  await page.getByText('User olga is deleted').waitFor();
  await expect.poll(() => row.count()).toBe(0);
});

test('the last administrator stays, and the refusal is shown', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/users`);
  await open(page, 'admin', /Delete/);
  await confirm(page, 'Delete');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  expect(await logOn('admin', world.admin.password)).toBe(200);
});

test('a token works until it is deleted, within its scope', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/users?tab=tokens`);
  await page.getByText('You have no tokens').waitFor();
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('What it is for').fill('pipeline');
  await page.getByLabel('Holds for').click();
  await page.getByTitle('Until a date').click();
  await page.getByLabel('Until', { exact: true }).fill('2099-12-24');
  await page.getByLabel('Until', { exact: true }).press('Enter');
  await page.reload();
  await page.getByText('What you had typed is here again').waitFor();
  expect(await page.getByLabel('What it is for').inputValue()).toBe('pipeline');
  expect(await page.getByLabel('Until', { exact: true }).inputValue()).toBe('2099-12-24');
  await confirm(page, 'Save');
  await page.getByText('Token pipeline is created').waitFor();
  const secret = await page.getByLabel('Secret').inputValue();
  await confirm(page, 'Done');
  expect(await page.content()).not.toContain(secret);
  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${secret}` };
    return (await fetch(`${world.origin}/api/v1${path}`, { headers })).status;
  };
  expect(await ask('/connections')).toBe(200);
  expect(await ask('/users')).toBe(403);
  await page.reload();
  await page.getByRole('row').filter({ hasText: 'pipeline' }).getByText('Viewer').waitFor();
  await page.getByRole('button', { name: 'Delete token pipeline' }).click();
  await confirm(page, 'Delete');
  await page.getByText('You have no tokens').waitFor();
  expect(await ask('/connections')).toBe(401);
});

test('the audit log is searched, and the address holds the search', async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/audit`);
  await page.getByLabel('Search user, client, action or detail').fill('pipeline');
  await page.getByRole('cell', { name: 'Token deleted' }).waitFor();
  await expect.poll(() => page.getByRole('cell', { name: 'Log on', exact: true }).count()).toBe(0);
  await page.reload();
  await page.getByRole('cell', { name: 'Token created' }).waitFor();
  await page.getByRole('button', { name: 'Show the detail' }).first().click();
  await page.getByText('"name": "pipeline"').waitFor();
  await page.getByRole('button', { name: 'Reset filters' }).click();
  await page.getByRole('cell', { name: 'Log on', exact: true }).first().waitFor();
  await page.goto(`${world.origin}/audit?action=user-created`);
  await page.getByRole('cell', { name: 'User created' }).first().waitFor();
  expect(await page.getByRole('cell', { name: 'Log on', exact: true }).count()).toBe(0);
});

test('who is no administrator has tokens, and neither users nor the audit log', async () => {
  const vera = await world.user('vera', 'viewer');
  const { page } = await world.person(vera);
  await page.goto(`${world.origin}/users`);
  await page.getByText('You have no tokens').waitFor();
  expect(await page.getByRole('tab', { name: 'Users' }).count()).toBe(0);
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('radio', { name: 'Viewer' }).waitFor();
  expect(await page.getByRole('radio').count()).toBe(1);
  await page.goto(`${world.origin}/audit`);
  await page.getByText('You may not see this').waitFor();
  expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
});

test('the screens in both languages and appearances', async () => {
  await world.api('POST', '/users', { name: 'otto', role: 'operator' });
  await world.api('POST', '/tokens', { name: 'pipeline', scope: 'operator' });
  for (const language of ['en', 'zh'] as const) {
    for (const appearance of ['light', 'dark'] as const) {
      const person = await world.person(world.admin, { language, appearance });
      for (const [path, name] of [
        ['/users', 'users'],
        ['/users?tab=tokens', 'tokens'],
        ['/audit', 'audit'],
      ] as const) {
        await person.goto(path);
        await person.page.getByRole('table').waitFor();
        await person.page.waitForLoadState('networkidle');
        await person.isAccessible();
        await person.picture(`${name}-${language}-${appearance}`);
        await person.fits();
      }
    }
  }
});
