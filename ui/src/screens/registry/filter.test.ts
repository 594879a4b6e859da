import { expect, test } from 'vitest';
import type { Shadow } from '../../api/schema';
import { filtered, timeOf } from './filter';

const shadow = (name: string, source: string, state: string): Shadow => ({
  shadow: name,
  source,
  state,
  reasons: [],
  policies: '',
  who: 'admin',
  created_at: '',
  updated_at: '',
});
const SHADOWS = [shadow('_t_orders', 'orders', 'in sync'), shadow('_t_leases', 'leases', 'orphan')];

test.each([
  ['all', '', ['_t_orders', '_t_leases']],
  ['orphans', '', ['_t_leases']],
  ['all', 'ORD', ['_t_orders']],
  ['orphans', 'ord', []],
] as const)('%s with %o', (tab, search, names) =>
  expect(filtered(SHADOWS, tab, search).map((one) => one.shadow)).toEqual(names),
);

test.each([
  ['2026-11-25 03:00:09', '2026-11-25T03:00:09Z'],
  ['2026-11-25T03:00:09Z', '2026-11-25T03:00:09Z'],
  ['2026-11-25T03:00:09+08:00', '2026-11-25T03:00:09+08:00'],
])('%s is %s', (registered, time) => expect(timeOf(registered)).toBe(time));
