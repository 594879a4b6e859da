import { expect, test } from 'vitest';
import { changed } from './address';

test.each([
  ['', { search: 'a b' }, 'search=a+b'],
  ['search=a&role=Source', { search: '' }, 'role=Source'],
  ['search=a', { search: null, role: 'Shadow' }, 'role=Shadow'],
  ['search=a', {}, 'search=a'],
])('%s with %o is %s', (before, changes, after) =>
  expect(changed(new URLSearchParams(before), changes).toString()).toBe(after),
);
