/** The tables of a database, at once as the server lists them, and compared when that was asked for. */

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, taken } from '../../api/client';
import type { Table } from '../../api/schema';
import type { Place } from '../../parts/place-choice';

/** So many shadows are compared without being asked: it takes a moment only. */
const QUICK = 200;

function useList({ connection, database }: Place, compare: boolean, enabled: boolean) {
  return useQuery({
    queryKey: ['tables', connection, database, compare],
    queryFn: async ({ signal }) => {
      const path = { id: connection ?? '', database: database ?? '' };
      const params = { path, query: { compare } };
      const asked = api.GET('/api/v1/connections/{id}/databases/{database}/tables', { params, signal });
      return (await taken(asked)).items;
    },
    enabled: enabled && connection !== undefined && database !== undefined,
    staleTime: compare ? Number.POSITIVE_INFINITY : 15_000,
    refetchOnWindowFocus: !compare,
  });
}

export function useTables(place: Place) {
  const listed = useList(place, false, true);
  const shadows = listed.data?.filter((table) => table.role === 'Shadow').length ?? 0;
  const compared = useList(place, true, shadows > 0 && shadows <= QUICK);
  const tables = useMemo(
    () => withStates(listed.data ?? [], compared.data ?? []),
    [listed.data, compared.data],
  );
  return { listed, compared, hasShadows: shadows > 0, tables };
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
