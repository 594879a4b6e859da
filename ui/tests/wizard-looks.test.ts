/** How the wizard looks with a plan that has something of everything, in both languages and appearances. */

import { afterAll, beforeAll, test } from 'vitest';
import { en } from '../src/texts/en';
import { zh } from '../src/texts/zh';
import { makeShadows } from './shop';
import { World } from './world';

let world: World;
let analysis: string;
beforeAll(async () => {
  world = await World.start({
    sql: [
      'CREATE TABLE customers (id BIGINT PRIMARY KEY, name VARCHAR(40) NOT NULL, phone VARCHAR(20))',
      `CREATE TABLE orders (id BIGINT PRIMARY KEY, customer BIGINT NOT NULL, total DECIMAL(10,2) NOT NULL, KEY by_customer (customer),
         CONSTRAINT fk_orders_customer FOREIGN KEY (customer) REFERENCES customers (id))`,
      'CREATE TABLE logs (id BIGINT PRIMARY KEY, message TEXT)',
    ],
  });
  await makeShadows(world);
  for (const statement of [
    "INSERT INTO _test_customers VALUES (1, 'Ann', '1234')",
    'ALTER TABLE customers DROP COLUMN phone, ADD COLUMN email VARCHAR(80) NOT NULL AFTER name',
    'ALTER TABLE orders MODIFY COLUMN total DECIMAL(14,2) NOT NULL, ADD KEY by_total (total)',
    'CREATE TABLE products (id BIGINT PRIMARY KEY, name VARCHAR(80))',
    'CREATE TABLE invoices (id BIGINT PRIMARY KEY, paid DATE)',
    'CREATE TABLE _test_invoices (id BIGINT PRIMARY KEY)',
    'CREATE TABLE stock (id BIGINT PRIMARY KEY)',
    'CREATE VIEW _test_stock AS SELECT id FROM stock',
  ])
    await world.sql.query(statement);
  analysis = await world.analysis();
});
afterAll(() => world.end());

test.each([
  ['en', 'light', en],
  ['en', 'dark', en],
  ['zh', 'light', zh],
  ['zh', 'dark', zh],
] as const)(
  'the wizard, %s and %s',
  async (language, appearance, texts) => {
    const person = await world.person(world.admin, { language, appearance });
    const { page } = person;
    const { wizard } = texts;
    const look = async (name: string) => {
      await person.isAccessible();
      await person.picture(`wizard-${name}-${language}-${appearance}`);
    };
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    const some = await world.analysis({
      prefix: '_test_',
      range: { tables: ['customers', 'orders', 'products'] },
    });
    await person.goto(`/tasks/new?analysis=${some}`);
    await button(wizard.back).click();
    await page.getByRole('option', { name: 'products' }).first().waitFor();
    await page.getByText('products → _test_products').waitFor();
    await look('select');
    await person.fits();

    await person.goto(`/tasks/new?analysis=${analysis}`);
    await button(wizard.analyze.viewOf('customers')).click();
    const drawer = page.getByRole('dialog', { name: 'customers → _test_customers' });
    await drawer.getByRole('tab', { name: texts.analysis.tabs.difference }).click();
    await drawer.locator('.cm-mergeView .cm-changedLine').first().waitFor();
    await look('difference');
    await drawer.getByRole('button', { name: texts.words.close }).click();
    await drawer.waitFor({ state: 'hidden' });
    await look('analyze');
    await person.fits();

    await button(wizard.analyze.preview).click();
    const preview = page.getByRole('dialog', { name: wizard.analyze.preview });
    await preview.locator('.cm-content').getByText('_test_products').first().waitFor();
    await look('preview');
    await preview.getByRole('button', { name: texts.words.close }).click();
    await preview.waitFor({ state: 'hidden' });

    await person.goto(`/tasks/new?analysis=${analysis}&tab=unsynchronized`);
    await page.getByRole('row', { name: /_test_stock/ }).waitFor();
    await look('unsynchronized');
    await person.fits();
    await button(wizard.analyze.adoptOf('_test_invoices')).click();
    await page.getByRole('dialog').waitFor();
    await look('adopt');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await button(wizard.analyze.next).click();
    await page.getByRole('checkbox', { name: wizard.settings.allow('drops-column') }).waitFor();
    await look('settings');
    await person.fits();
    await page.context().close();
  },
  120_000,
);
