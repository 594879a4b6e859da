/** What the Task Center is asked for. The address says it: a list can be shared, and a reload loses nothing. */

import type { Mode, paths, TaskState } from '../../api/schema';

export const TABS = ['all', 'approval', 'scheduled', 'running'] as const;
export type Tab = (typeof TABS)[number];

export const STATES: readonly TaskState[] = [
  'AwaitingApproval',
  'Ready',
  'Scheduled',
  'Queued',
  'Running',
  'Paused',
  'NeedsAttention',
  'Finished',
  'Cancelled',
  'Rejected',
  'Expired',
];

export const MODES: readonly Mode[] = ['Immediately', 'Manual', 'At', 'Cron'];

/** The states that a tab shows; `null` where one can't choose. */
export const STATES_OF: Record<Tab, readonly TaskState[] | null> = {
  all: STATES,
  approval: null,
  scheduled: ['Scheduled', 'Paused'],
  running: ['Queued', 'Running'],
};

/** Times that move on: a list that was shared yesterday shows the last 24 hours of today. */
export const SINCE = ['1h', '24h', '7d', '30d'] as const;
export type Since = (typeof SINCE)[number];

const HOURS: Record<Since, number> = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };

export const SORTS = ['number', 'created', 'changed', 'next'] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  tab: Tab;
  search: string;
  states: TaskState[];
  modes: Mode[];
  connection: string | undefined;
  database: string | undefined;
  creator: string | undefined;
  since: Since | undefined;
  /** Two moments in RFC 3339, instead of `since`. */
  from: string | undefined;
  to: string | undefined;
  sort: Sort;
  order: 'asc' | 'desc';
}

/** The one of `known` that is written there. */
function one<T extends string>(known: readonly T[], text: string | null): T | undefined {
  return known.find((word) => word === text);
}

function many<T extends string>(known: readonly T[], text: string | null): T[] {
  return (text ?? '').split(',').flatMap((word) => one(known, word) ?? []);
}

/** A moment, if it is one: an address can be typed. */
function moment(text: string | null): string | undefined {
  return text && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

export function readFilters(params: URLSearchParams): Filters {
  const tab = one(TABS, params.get('tab')) ?? 'all';
  const ofTab = STATES_OF[tab];
  return {
    tab,
    search: params.get('search') ?? '',
    states: ofTab ? many(ofTab, params.get('state')) : [],
    modes: many(MODES, params.get('mode')),
    connection: params.get('connection') ?? undefined,
    database: params.get('database') ?? undefined,
    creator: params.get('creator') ?? undefined,
    since: one(SINCE, params.get('since')),
    from: moment(params.get('from')),
    to: moment(params.get('to')),
    sort: one(SORTS, params.get('sort')) ?? 'created',
    order: params.get('order') === 'asc' ? 'asc' : 'desc',
  };
}

type Asked = NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>;

/** The same as the API is asked for it, at this moment. */
export function asked(filters: Filters, now: number): Asked {
  const { tab, states, modes, since } = filters;
  const ofTab = tab === 'all' ? [] : (STATES_OF[tab] ?? []);
  const wanted = states.length > 0 ? states : ofTab;
  return {
    approvable: tab === 'approval' || undefined,
    state: wanted.join(',') || undefined,
    mode: modes.join(',') || undefined,
    connection_id: filters.connection,
    database: filters.database,
    created_by: filters.creator,
    from: since ? new Date(now - HOURS[since] * 3_600_000).toISOString() : filters.from,
    to: since ? undefined : filters.to,
    search: filters.search || undefined,
    sort: filters.sort,
    order: filters.order,
  };
}

/** Whether anything is left out on purpose. */
export function isFiltered(filters: Filters): boolean {
  const { search, states, modes, connection, database, creator, since, from, to } = filters;
  return Boolean(
    search || states.length || modes.length || connection || database || creator || since || from || to,
  );
}
