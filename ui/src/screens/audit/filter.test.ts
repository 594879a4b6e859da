import { expect, test } from 'vitest';
import { filterOf } from './filter';

test.each([
  ['', {}],
  ['who=ann&action=login,submit', { who: 'ann', action: 'login,submit' }],
  ['from=2026-11-25T00:00:00Z&to=yesterday', { from: '2026-11-25T00:00:00Z' }],
  ['nonsense=1&search=x', { search: 'x' }],
])('%s asks for %o', (address, filter) => expect(filterOf(new URLSearchParams(address))).toEqual(filter));
