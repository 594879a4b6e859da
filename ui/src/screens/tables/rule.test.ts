import { expect, test } from 'vitest';
import { asked, isOutdated, ruleBetween } from './rule';

test.each([
  ['orders', '_test_orders', { prefix: '_test_' }],
  ['orders', 'orders_shadow', { suffix: '_shadow' }],
  ['orders', 'orders', undefined],
  ['orders', 'other', undefined],
  ['a', 'aa', { prefix: 'a' }],
])('%s becomes %s', (source, shadow, rule) => expect(ruleBetween(source, shadow)).toEqual(rule));

test.each([
  [
    { name: 'orders', role: 'Source', partner: '_t_orders' },
    {},
    { source: 'orders', rule: { prefix: '_t_' } },
  ],
  [
    { name: '_t_orders', role: 'Shadow', partner: 'orders' },
    {},
    { source: 'orders', rule: { prefix: '_t_' } },
  ],
  [{ name: 'x', role: 'Other' }, { suffix: '_t' }, { source: 'x', rule: { suffix: '_t' } }],
  [{ name: 'x', role: 'Other' }, {}, undefined],
])('%o is analyzed', (table, defaults, wanted) => expect(asked(table, defaults)).toEqual(wanted));

test.each([
  ['Create', undefined, false],
  ['Create', 'unknown', true],
  ['Create', 'in sync', true],
  ['Consistent', 'in sync', false],
  ['Consistent', 'drifted', true],
  ['Modify', 'drifted', false],
  ['Modify', 'in sync', true],
  ['Modify', 'unknown', false],
])('%s of a pair that is %s is outdated: %s', (verdict, state, outdated) => {
  const pair = { position: 0, source: 'a', shadow: '_a', verdict, skipped: false, gates: 0, statements: 0 };
  expect(isOutdated({ ...pair, hazards: [], reasons: [] }, state)).toBe(outdated);
});
