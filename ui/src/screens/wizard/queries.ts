/** What the wizard asks of the API. */

import { useQuery } from '@tanstack/react-query';
import { api, idempotencyKey, taken } from '../../api/client';
import { CONNECTIONS } from '../../api/connections';
import { allOf } from '../../api/paging';
import { queries } from '../../api/queries';
import type { Analysis, NewAnalysis, Pair, Table } from '../../api/schema';

/** All tables of a database. */
export function useTables(connection: string | null, database: string | null, isWanted = true) {
  return useQuery({
    queryKey: [...CONNECTIONS, 'tables', connection, database, 'names'],
    enabled: isWanted && connection !== null && database !== null,
    queryFn: async ({ signal }): Promise<Table[]> => {
      const params = { path: { id: connection ?? '', database: database ?? '' }, query: { names: true } };
      const path = '/api/v1/connections/{id}/databases/{database}/tables';
      return (await taken(api.GET(path, { params, signal }))).items;
    },
    staleTime: 30_000,
  });
}

/** Asks for an analysis. */
export function analyze(body: NewAnalysis): Promise<Analysis> {
  const params = { header: { 'Idempotency-Key': idempotencyKey() } };
  return taken(api.POST('/api/v1/analyses', { params, body }));
}

export function useAnalysis(id: string | null) {
  return useQuery({
    queryKey: ['analysis', id],
    enabled: id !== null,
    queryFn: ({ signal }) =>
      taken(api.GET('/api/v1/analyses/{id}', { params: { path: { id: id ?? '' } }, signal })),
    // Events tell of its end; this is for the case that they don't come through.
    refetchInterval: (query) => (isOver(query.state.data) || query.state.error ? false : 3000),
  });
}

/** Whether an analysis has come to its end. */
export function isOver(analysis: Analysis | undefined): boolean {
  return analysis !== undefined && analysis.state !== 'Queued' && analysis.state !== 'Running';
}

/** After skip marks have changed, all that follows them is asked again. */
export function marksChanged(analysis: string) {
  return Promise.all([
    queries.invalidateQueries({ queryKey: ['analysis', analysis] }),
    queries.invalidateQueries({ queryKey: ['pair', 'analysis', analysis] }),
  ]);
}

type PairQuery = { verdict?: string; skipped?: boolean; synchronized?: boolean };

/** All pairs of an analysis that fit, page after page. */
export function allPairs(analysis: string, wanted: PairQuery): Promise<Pair[]> {
  return allOf((page) => {
    const params = { path: { id: analysis }, query: { ...wanted, ...page } };
    return taken(api.GET('/api/v1/analyses/{id}/pairs', { params }));
  });
}

/** Skips the pairs of these sources. */
export async function skipSources(analysis: string, sources: string[]): Promise<void> {
  const wanted = new Set(sources);
  const pairs = await allPairs(analysis, { skipped: false });
  const positions = pairs.filter((pair) => wanted.has(pair.source)).map((pair) => pair.position);
  if (positions.length === 0) return;
  const params = { path: { id: analysis } };
  await taken(api.POST('/api/v1/analyses/{id}/skip', { params, body: { skipped: true, positions } }));
}
