/** The tables of a database, at once as the server lists them, and compared when that was asked for. */

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, taken } from '../../api/client';
import type { Table } from '../../api/schema';
import type { Place } from '../../parts/place-choice';

/** So many shadows are compared without being asked: it takes a moment only. */
const QUICK = 200;

/** What a list is asked for: names come at once, sizes and states take their time. */
type Wanted = 'names' | 'sizes' | 'states';

function useList({ connection, database }: Place, wanted: Wanted, enabled: boolean) {
  const takesTime = wanted === 'states';
  return useQuery({
    queryKey: ['tables', connection, database, wanted],
    queryFn: async ({ signal }) => {
      const path = { id: connection ?? '', database: database ?? '' };
      const query = { compare: wanted === 'states', names: wanted !== 'sizes' };
      const params = { path, query };
      const asked = api.GET('/api/v1/connections/{id}/databases/{database}/tables', { params, signal });
      return (await taken(asked)).items;
    },
    enabled: enabled && connection !== undefined && database !== undefined,
    staleTime: takesTime ? Number.POSITIVE_INFINITY : 15_000,
    refetchOnWindowFocus: !takesTime,
  });
}

export function useTables(place: Place) {
  const listed = useList(place, 'names', true);
  const sized = useList(place, 'sizes', listed.isSuccess);
  const shadows = listed.data?.filter((table) => table.role === 'Shadow').length ?? 0;
  const compared = useList(place, 'states', shadows > 0 && shadows <= QUICK);
  const tables = useMemo(
    () => withStates(withSizes(listed.data ?? [], sized.data ?? []), compared.data ?? []),
    [listed.data, sized.data, compared.data],
  );
  return { listed, compared, hasShadows: shadows > 0, tables, isSizing: sized.isLoading };
}

/** The list, with the sizes that came later. */
export function withSizes(listed: Table[], sized: Table[]): Table[] {
  const sizes = new Map(sized.map((table) => [table.name, table]));
  return listed.map((table) => {
    const { rows_estimate, bytes_estimate } = sizes.get(table.name) ?? table;
    return { ...table, rows_estimate, bytes_estimate };
  });
}

/** A table with the state of the pair that it belongs to. */
export interface TableRow extends Table {
  /** `in sync`, `drifted`, …; `unknown` if nobody has compared; absent where there is no pair. */
  pairState?: string;
}

/** The list, with the states that a comparison found. A source has the state of its shadow. */
export function withStates(listed: Table[], compared: Table[]): TableRow[] {
  const states = new Map(compared.map((table) => [table.name, table.state ?? undefined]));
  return listed.map((table) => {
    const shadow = table.role === 'Source' ? table.partner : table.name;
    if (!['Source', 'Shadow', 'Orphan'].includes(table.role) || !shadow) return table;
    const known = table.role === 'Orphan' ? 'orphan' : undefined;
    return { ...table, pairState: states.get(shadow) ?? known ?? 'unknown' };
  });
}
