/** An analysis is cancelled while it runs: the way to the database is slow, so that there is something to cancel. */

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Analysis, Connection } from '../src/api/schema';
import { World } from './world';

let world: World;
let way: Server;
/** How long each answer of the database is on its way, in milliseconds. */
let delay = 0;

beforeAll(async () => {
  const names = Array.from({ length: 40 }, (_, number) => `table_${number}`);
  world = await World.start({ sql: names.map((name) => `CREATE TABLE ${name} (id INT PRIMARY KEY)`) });
  way = createServer((near) => {
    const far = connect(Number(world.target.port), world.target.hostname);
    near.pipe(far);
    slowly(far, near);
    near.on('error', () => far.destroy());
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await world.end();
  way.close();
});

/** Passes on what comes, in order, each part `delay` later. */
function slowly(from: Socket, to: Socket): void {
  from.on('data', (part) => {
    from.pause();
    setTimeout(() => {
      to.write(part);
      from.resume();
    }, delay);
  });
  from.on('end', () => setTimeout(() => to.end(), delay));
  from.on('error', () => to.destroy());
}

test('an analysis that runs is cancelled, and made again', async () => {
  const slow = await world.api<Connection>('POST', '/connections', {
    name: 'slow',
    host: '127.0.0.1',
    port: (way.address() as AddressInfo).port,
    user: world.connection.user,
  });
  const { page } = await world.person();
  await page.goto(`${world.origin}/tasks/new?connection=${slow.id}&database=${world.database}`);
  await page.getByRole('option', { name: 'table_0', exact: true }).waitFor();
  await page.getByText('All Tables', { exact: true }).click();
  delay = 1500;
  await page.getByRole('button', { name: 'Next: analyze' }).click();
  await page.getByText('The database is being analyzed').first().waitFor();
  await page.getByRole('button', { name: 'Cancel the analysis' }).click();
  await page.getByText('The analysis was cancelled').waitFor();
  const id = new URL(page.url()).searchParams.get('analysis');
  expect((await world.api<Analysis>('GET', `/analyses/${id}`)).state).toBe('Cancelled');
  expect(await page.getByRole('button', { name: 'Next: task settings' }).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'SQL Preview' }).isDisabled()).toBe(true);
  // A reload shows it as it is.
  await page.reload();
  await page.getByText('The analysis was cancelled').waitFor();
  delay = 0;
  await page.getByRole('button', { name: 'Analyze again' }).click();
  await page.getByRole('tab', { name: 'Synchronized Tables (40)', exact: true }).waitFor();
});
