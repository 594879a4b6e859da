import { describe, expect, test } from 'vitest';
import { filtered, filterOf } from './filter';
import { type TableRow, withSizes, withStates } from './queries';

const TABLES: TableRow[] = [
  {
    name: '_test_orders',
    role: 'Shadow',
    partner: 'orders',
    rows_estimate: 2,
    bytes_estimate: 10,
    pairState: 'drifted',
  },
  { name: 'Items', role: 'Other', rows_estimate: 7, bytes_estimate: 30 },
  {
    name: 'orders',
    role: 'Source',
    partner: '_test_orders',
    rows_estimate: 9,
    bytes_estimate: 20,
    pairState: 'drifted',
  },
  { name: 'v', role: 'NotATable' },
];

describe('the tables that are shown', () => {
  test.each([
    ['', ['Items', '_test_orders', 'orders', 'v']],
    ['search=ORDERS', ['_test_orders', 'orders']],
    ['role=Source,Other', ['Items', 'orders']],
    ['state=drifted&role=Shadow', ['_test_orders']],
    ['sort=rows&order=desc', ['orders', 'Items', '_test_orders', 'v']],
    ['sort=bytes', ['v', '_test_orders', 'orders', 'Items']],
    ['sort=nonsense', ['Items', '_test_orders', 'orders', 'v']],
  ])('%s', (address, names) => {
    const found = filtered(TABLES, filterOf(new URLSearchParams(address)));
    expect(found.map((table) => table.name)).toEqual(names);
  });

  test('ten thousand are filtered and sorted within a frame or two', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({
      name: `t${(n * 7919) % 10_007}`,
      role: 'Other',
    }));
    const filter = filterOf(new URLSearchParams('search=t1&sort=name&order=desc'));
    const begin = performance.now();
    expect(filtered(many, filter).length).toBeGreaterThan(1000);
    expect(performance.now() - begin).toBeLessThan(100);
  });
});

test('a source has the state of its shadow, and what nobody compared is unknown', () => {
  const listed = [
    { name: 'a', role: 'Source', partner: '_a' },
    { name: '_a', role: 'Shadow', partner: 'a' },
    { name: '_b', role: 'Orphan', partner: 'b' },
    { name: 'c', role: 'Other' },
  ];
  const states = (compared: TableRow[]) => withStates(listed, compared).map((table) => table.pairState);
  expect(states([])).toEqual(['unknown', 'unknown', 'orphan', undefined]);
  expect(states([{ name: '_a', role: 'Shadow', state: 'in sync' }])).toEqual([
    'in sync',
    'in sync',
    'orphan',
    undefined,
  ]);
});

test('sizes that come later find their tables, and the others keep what they have', () => {
  const listed = [
    { name: 'a', role: 'Other' },
    { name: 'b', role: 'NotATable' },
  ];
  const sized = [{ name: 'a', role: 'Other', rows_estimate: 3, bytes_estimate: 16384 }];
  expect(withSizes(listed, []).map((one) => one.rows_estimate)).toEqual([undefined, undefined]);
  expect(withSizes(listed, sized)).toMatchObject([
    { name: 'a', rows_estimate: 3, bytes_estimate: 16384 },
    { name: 'b', rows_estimate: undefined },
  ]);
});
