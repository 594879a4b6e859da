import { expect, test } from 'vitest';
import { filtersOf, queryOf, selectionOf, withFilters } from './filters';

const of = (text: string) => filtersOf(new URLSearchParams(text));

test('filters come from the address and go back into it', () => {
  const text = 'draft=d&tab=unsynchronized&q=ord&verdict=Skipped&gated=true&sort=source&order=desc&size=100';
  const filters = of(text);
  const { tab: _, ...rest } = filters;
  const again = withFilters(withFilters(new URLSearchParams('draft=d'), { tab: 'unsynchronized' }), rest);
  expect(filtersOf(again)).toEqual(filters);
  expect(again.get('draft')).toBe('d');
  expect(withFilters(new URLSearchParams(), of('')).toString()).toBe('');
});

test('what an address cannot mean is left out', () => {
  expect(of('tab=x&verdict=Consistent&sort=name&size=7')).toEqual(of(''));
});

test('another tab has other filters', () => {
  const next = withFilters(new URLSearchParams('q=a&verdict=Create&size=20'), { tab: 'unsynchronized' });
  expect(next.toString()).toBe('size=20&tab=unsynchronized');
});

test('what the list shows is what is skipped', () => {
  const filters = of('verdict=Modify&q=ord&hazard=drops-column');
  expect(queryOf(filters)).toEqual({
    synchronized: true,
    verdict: 'Modify',
    skipped: false,
    hazard: 'drops-column',
    search: 'ord',
    sort: 'position',
    order: 'asc',
    limit: 50,
  });
  expect(selectionOf(filters)).toEqual({
    verdicts: ['Modify'],
    skipped: false,
    hazard: 'drops-column',
    search: 'ord',
  });
  expect(selectionOf(of('')).verdicts).toEqual(['Create', 'Modify']);
  expect(selectionOf(of('tab=unsynchronized&q=x'))).toEqual({ verdicts: [], skipped: true, search: 'x' });
  expect(queryOf(of('tab=unsynchronized&verdict=Skipped'))).toMatchObject({
    synchronized: false,
    skipped: true,
  });
});
