import { describe, expect, test } from 'vitest';
import type { Table } from '../../api/schema';
import { type Affix, affixFault, fits, knownOf, offer, shadowOf, warnings } from './naming';

const prefix = (text: string): Affix => ({ kind: 'prefix', text });
const suffix = (text: string): Affix => ({ kind: 'suffix', text });

function table(name: string, role = 'Other', partner: string | null = null): Table {
  return { name, role, partner, state: null, rows_estimate: 0, bytes_estimate: 0 };
}

describe('the rule', () => {
  test.each([
    [prefix('_test_'), '_test_orders'],
    [suffix('_shadow'), 'orders_shadow'],
    [suffix('影'), 'orders影'],
  ])('names shadows', (affix, shadow) => expect(shadowOf(affix, 'orders')).toBe(shadow));

  test.each([
    [prefix(''), 'empty'],
    [prefix('x'.repeat(64)), 'too-long'],
    [prefix('表'.repeat(63)), null],
    [prefix('a\0'), 'character'],
    [suffix('😀'), 'character'],
    [suffix('_x '), 'ends-with-blank'],
    [prefix('_x '), null],
    [prefix('#MySQL50#'), 'encoded'],
  ])('%j has the fault %s', (affix, fault) => expect(affixFault(affix)).toBe(fault));
});

test('shadows, the registry, views and scratch tables are not offered as sources', () => {
  const tables = [
    table('orders', 'Source', '_test_orders'),
    table('_test_orders', 'Shadow', 'orders'),
    table('_test_old', 'Orphan', 'old'),
    table('shadowtable_registry', 'Registry'),
    table('live', 'NotATable'),
    table('shadowtable_scratch_0123456789abcdef'),
    table('shadowtable_scratch_x'),
    table('brands'),
    table('_test_brands'),
  ];
  const found = offer(tables, prefix('_test_'));
  expect(found.sources).toEqual(['orders', 'shadowtable_scratch_x', 'brands']);
  expect(Object.fromEntries(found.others)).toEqual({
    shadow: ['_test_orders', '_test_old'],
    registry: ['shadowtable_registry'],
    'not-a-table': ['live'],
    scratch: ['shadowtable_scratch_0123456789abcdef'],
    'shadow-name': ['_test_brands'],
  });
  expect(offer(tables, suffix('_s')).sources).toContain('_test_brands');
});

describe('what names tell to be in the way', () => {
  const check = (chosen: string[], tables: Table[], affix: Affix) =>
    Object.fromEntries(warnings(chosen, knownOf(tables), affix));

  test('a name of 65 characters', () => {
    const [fit, long] = ['x'.repeat(58), 'x'.repeat(59)];
    expect(check([fit, long], [table(fit), table(long)], prefix('_test_'))).toEqual({ [long]: 'too-long' });
  });

  test('what stands there already', () => {
    const tables = [
      table('a'),
      table('_a'),
      table('b'),
      table('_b', 'NotATable'),
      table('c'),
      table('_c', 'Shadow', 'another'),
      table('d', 'Source', '_d'),
      table('_d', 'Shadow', 'd'),
      table('e'),
    ];
    expect(check(['a', 'b', 'c', 'd', 'e'], tables, prefix('_'))).toEqual({
      a: 'exists',
      b: 'not-a-table',
      c: 'of-another',
    });
  });

  test('a source that is chosen as well', () => {
    expect(check(['a', 'a_x'], [table('a'), table('a_x')], suffix('_x'))).toEqual({ a: 'is-source' });
  });

  test('another case', () => {
    expect(check(['orders'], [table('orders'), table('_test_ORDERS')], prefix('_test_'))).toEqual({
      orders: 'case',
    });
    expect(check(['Orders', 'orders'], [table('Orders'), table('orders')], prefix('_test_'))).toEqual({});
  });
});

test.each([
  ['log_*', 'LOG_2026', true],
  ['log_*', 'blog_1', false],
  ['tmp?', 'tmp1', true],
  ['tmp?', 'tmp', false],
  ['a.c', 'abc', false],
  ['*', '', true],
])('the pattern %s and the name %s: %s', (pattern, name, does) => expect(fits(pattern, name)).toBe(does));
