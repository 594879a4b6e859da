/** Which tables are shown, in which order. It is quick with ten thousand. */

import type { TableRow } from './queries';

export type SortBy = 'name' | 'role' | 'state' | 'rows' | 'bytes';

export interface Filter {
  search: string;
  roles: string[];
  states: string[];
  sort: SortBy;
  descending: boolean;
}

const SORTS: readonly string[] = ['name', 'role', 'state', 'rows', 'bytes'] satisfies SortBy[];

function isSort(word: string | null): word is SortBy {
  return word !== null && SORTS.includes(word);
}

/** The filter that stands in the address. */
export function filterOf(params: URLSearchParams): Filter {
  const list = (name: string) => params.get(name)?.split(',').filter(Boolean) ?? [];
  const sort = params.get('sort');
  return {
    search: params.get('search') ?? '',
    roles: list('role'),
    states: list('state'),
    sort: isSort(sort) ? sort : 'name',
    descending: params.get('order') === 'desc',
  };
}

const COMPARISONS: Record<SortBy, (one: TableRow, other: TableRow) => number> = {
  name: (one, other) => compareText(one.name, other.name),
  role: (one, other) => compareText(one.role, other.role),
  state: (one, other) => compareText(one.pairState ?? '', other.pairState ?? ''),
  rows: (one, other) => (one.rows_estimate ?? -1) - (other.rows_estimate ?? -1),
  bytes: (one, other) => (one.bytes_estimate ?? -1) - (other.bytes_estimate ?? -1),
};

// Comparing by locale is slow for ten thousand names, and the server lists them by their characters as well.
function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The tables that fit, sorted; what is equal stays in the order of the names. */
export function filtered(tables: TableRow[], filter: Filter): TableRow[] {
  const search = filter.search.toLowerCase();
  const fits = (table: TableRow) =>
    (search === '' ||
      table.name.toLowerCase().includes(search) ||
      (table.partner?.toLowerCase().includes(search) ?? false)) &&
    (filter.roles.length === 0 || filter.roles.includes(table.role)) &&
    (filter.states.length === 0 || filter.states.includes(table.pairState ?? ''));
  const compare = COMPARISONS[filter.sort];
  const sign = filter.descending ? -1 : 1;
  return tables.filter(fits).sort((one, other) => sign * compare(one, other));
}
