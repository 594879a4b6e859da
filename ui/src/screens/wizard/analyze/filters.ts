/** The filters of the lists of pairs. They stand in the address, so that a reload loses none. */

import type { PairSelection, PairSort } from '../../../api/schema';

export type Tab = 'synchronized' | 'unsynchronized';

export interface Filters {
  tab: Tab;
  search: string;
  verdict: string | null;
  hazard: string | null;
  gated: boolean;
  sort: PairSort;
  order: 'asc' | 'desc';
  size: number;
}

export const VERDICTS: Record<Tab, string[]> = {
  synchronized: ['Create', 'Modify'],
  unsynchronized: ['Consistent', 'Skipped', 'Conflict', 'Unsupported', 'Failed'],
};

const SORTS: readonly PairSort[] = ['position', 'source', 'shadow', 'verdict', 'statements'];
export const SIZES = [20, 50, 100, 200];

export function isSort(word: unknown): word is PairSort {
  return SORTS.some((sort) => sort === word);
}

/** What an address says. */
export function filtersOf(search: URLSearchParams): Filters {
  const tab: Tab = search.get('tab') === 'unsynchronized' ? 'unsynchronized' : 'synchronized';
  const verdict = search.get('verdict');
  const sort = search.get('sort');
  const size = Number(search.get('size'));
  return {
    tab,
    search: search.get('q') ?? '',
    verdict: verdict && VERDICTS[tab].includes(verdict) ? verdict : null,
    hazard: search.get('hazard'),
    gated: search.get('gated') === 'true',
    sort: isSort(sort) ? sort : 'position',
    order: search.get('order') === 'desc' ? 'desc' : 'asc',
    size: SIZES.includes(size) ? size : 50,
  };
}

/** The address with changed filters; what is as usual does not stand in it. */
export function withFilters(search: URLSearchParams, change: Partial<Filters>): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (key: string, value: string | null) => (value ? next.set(key, value) : next.delete(key));
  if (change.tab !== undefined) {
    put('tab', change.tab === 'unsynchronized' ? change.tab : null);
    for (const key of ['verdict', 'hazard', 'gated', 'q']) next.delete(key);
  }
  if (change.search !== undefined) put('q', change.search.trim());
  if (change.verdict !== undefined) put('verdict', change.verdict);
  if (change.hazard !== undefined) put('hazard', change.hazard);
  if (change.gated !== undefined) put('gated', change.gated ? 'true' : null);
  if (change.sort !== undefined) put('sort', change.sort === 'position' ? null : change.sort);
  if (change.order !== undefined) put('order', change.order === 'desc' ? 'desc' : null);
  if (change.size !== undefined) put('size', change.size === 50 ? null : String(change.size));
  return next;
}

/** What the list asks the server. */
export function queryOf(filters: Filters) {
  const { tab, search, verdict, hazard, gated, sort, order, size } = filters;
  return {
    synchronized: tab === 'synchronized',
    ...(verdict === 'Skipped' ? { skipped: true } : {}),
    ...(verdict && verdict !== 'Skipped' ? { verdict, skipped: false } : {}),
    ...(hazard ? { hazard } : {}),
    ...(gated ? { gated: true } : {}),
    ...(search ? { search } : {}),
    sort,
    order,
    limit: size,
  };
}

/** All pairs that the list shows and that can be skipped; on the other tab, those whose mark can be taken back. */
export function selectionOf(filters: Filters): PairSelection {
  const { tab, search, verdict, hazard, gated } = filters;
  const rest = {
    ...(hazard ? { hazard } : {}),
    ...(gated ? { gated: true } : {}),
    ...(search ? { search } : {}),
  };
  if (tab === 'unsynchronized') return { verdicts: [], skipped: true, ...rest };
  return { verdicts: verdict ? [verdict] : ['Create', 'Modify'], skipped: false, ...rest };
}
