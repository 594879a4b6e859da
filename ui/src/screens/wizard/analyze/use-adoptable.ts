/** Which conflicts can be solved by adopting: those whose shadow's name is that of a table which is no shadow yet. */

import { useMemo } from 'react';
import type { Analysis, Pair } from '../../../api/schema';
import { useTables } from '../queries';

export function useAdoptable(analysis: Analysis): (pair: Pair) => boolean {
  const hasConflicts = (analysis.counts.Conflict ?? 0) > 0;
  const tables = useTables(analysis.connection_id, analysis.database, hasConflicts).data;
  return useMemo(() => {
    const free = new Set(
      (tables ?? [])
        .filter((table) => table.role === 'Other' || table.role === 'Source')
        .map((table) => table.name),
    );
    return (pair) => pair.verdict === 'Conflict' && free.has(pair.shadow);
  }, [tables]);
}
