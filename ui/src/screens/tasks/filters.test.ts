import { describe, expect, test } from 'vitest';
import { asked, isFiltered, readFilters } from './filters';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const of = (address: string) => {
  const query = asked(readFilters(new URLSearchParams(address)), NOW);
  // What is undefined is not sent.
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
};

describe('the address of the Task Center is what the API is asked', () => {
  test.each([
    ['', { sort: 'created', order: 'desc' }],
    ['tab=running', { state: 'Queued,Running', sort: 'created', order: 'desc' }],
    ['tab=running&state=Running', { state: 'Running', sort: 'created', order: 'desc' }],
    // A state that the tab does not show is no filter.
    ['tab=running&state=Finished', { state: 'Queued,Running', sort: 'created', order: 'desc' }],
    ['tab=scheduled', { state: 'Scheduled,Paused', sort: 'created', order: 'desc' }],
    ['tab=approval&state=Ready', { approvable: true, sort: 'created', order: 'desc' }],
    ['state=Ready,Nonsense,Paused', { state: 'Ready,Paused', sort: 'created', order: 'desc' }],
    ['mode=Cron,At&sort=next&order=asc', { mode: 'Cron,At', sort: 'next', order: 'asc' }],
    ['since=24h', { from: '2026-11-24T12:00:00.000Z', sort: 'created', order: 'desc' }],
    ['from=yesterday', { sort: 'created', order: 'desc' }],
    [
      'from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z',
      { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z', sort: 'created', order: 'desc' },
    ],
    [
      'connection=c1&database=shop&creator=ann&search=%2312',
      {
        connection_id: 'c1',
        database: 'shop',
        created_by: 'ann',
        search: '#12',
        sort: 'created',
        order: 'desc',
      },
    ],
  ])('%s', (address, query) => expect(of(address)).toEqual(query));

  test('a tab is no filter, a search is', () => {
    expect(isFiltered(readFilters(new URLSearchParams('tab=running')))).toBe(false);
    expect(isFiltered(readFilters(new URLSearchParams('search=a')))).toBe(true);
  });
});
