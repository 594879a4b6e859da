/** The filters of the audit log, as they stand in the address. */

export interface Filter {
  search?: string;
  who?: string;
  /** Separated by commas. */
  action?: string;
  object_kind?: string;
  object_id?: string;
  connection_id?: string;
  from?: string;
  to?: string;
}

const NAMES = ['search', 'who', 'action', 'object_kind', 'object_id', 'connection_id'] as const;
const TIMES = ['from', 'to'] as const;

/** What the address asks for; a time that can't be read is not asked for. */
export function filterOf(params: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const name of NAMES) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  for (const name of TIMES) {
    const value = params.get(name);
    if (value && !Number.isNaN(Date.parse(value))) filter[name] = value;
  }
  return filter;
}

/** Changes that take every filter away. */
export const NO_FILTER = Object.fromEntries([...NAMES, ...TIMES].map((name) => [name, null]));
