/** Which conflicts can be solved by adopting, and which were. */

import { useMemo } from 'react';
import type { Analysis, Pair } from '../../../api/schema';
import { useTables } from '../queries';

/** Those whose shadow's name is that of a table which is no shadow yet. */
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

/** Those whose tables were named to be adopted, as the console does. */
export function useIsAdopted({ request }: Analysis): (pair: Pair) => boolean {
  return useMemo(() => {
    const adopted = new Set(request.adopt ?? []);
    const isThere = (pair: Pair) => pair.verdict === 'Modify' || pair.verdict === 'Consistent';
    return (pair) => isThere(pair) && !pair.skipped && adopted.has(pair.shadow);
  }, [request]);
}
