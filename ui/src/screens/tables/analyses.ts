/** The newest analysis that has a table, and a fresh one of it. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, taken } from '../../api/client';
import { firstOf } from '../../api/paging';
import type { Analysis, AnalysisRequest, Pair } from '../../api/schema';
import type { Place } from '../../parts/place-choice';

/** So many of the newest analyses are looked into. */
const NEWEST = 5;
const POLL = 400;

/** A pair, and the analysis it is a part of. */
export interface Found {
  analysis: Analysis;
  pair: Pair;
}

const keyOf = (place: Place, table: string) => ['newest-pair', place.connection, place.database, table];

/** The pair of a table in the newest analysis that has it; `null` if none has. */
export function useNewestPair(place: Place, table: string) {
  return useQuery({
    queryKey: keyOf(place, table),
    queryFn: async ({ signal }): Promise<Found | null> => {
      for (const analysis of await newestAnalyses(place, signal)) {
        const pair = await pairIn(analysis.id, table, signal);
        if (pair) return { analysis, pair };
      }
      return null;
    },
  });
}

async function newestAnalyses(place: Place, signal?: AbortSignal): Promise<Analysis[]> {
  const { connection, database } = place;
  if (!connection || !database) return [];
  const query = { state: 'Done', connection_id: connection, database, order: 'desc' as const, limit: NEWEST };
  const { items } = await taken(api.GET('/api/v1/analyses', { params: { query }, signal }));
  return items;
}

function pairIn(id: string, table: string, signal?: AbortSignal): Promise<Pair | undefined> {
  return firstOf(
    (page) => {
      const params = { path: { id }, query: { search: table, ...page } };
      return taken(api.GET('/api/v1/analyses/{id}/pairs', { params, signal }));
    },
    (pair) => pair.source === table || pair.shadow === table,
  );
}

/** Why a fresh analysis shows nothing. */
export class NoAnalysis extends Error {
  readonly state: 'Failed' | 'Cancelled' | 'Done';
  constructor(state: NoAnalysis['state'], why: string) {
    super(why);
    this.state = state;
  }
}

/** Analyzes one table, waits for the end, and shows it. */
export function useAnalyze(place: Place, table: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (request: AnalysisRequest): Promise<Found> => {
      const body = { connection_id: place.connection ?? '', database: place.database ?? '', request };
      const header = { 'Idempotency-Key': idempotencyKey() };
      const asked = await taken(api.POST('/api/v1/analyses', { params: { header }, body }));
      const analysis = await ended(asked.id);
      if (analysis.state !== 'Done') throw new NoAnalysis(stateOf(analysis), analysis.error ?? '');
      const pair = await pairIn(analysis.id, table);
      if (!pair) throw new NoAnalysis('Done', '');
      return { analysis, pair };
    },
    onSuccess: (found) => queries.setQueryData(keyOf(place, table), found),
  });
}

function stateOf(analysis: Analysis): NoAnalysis['state'] {
  return analysis.state === 'Cancelled' ? 'Cancelled' : 'Failed';
}

async function ended(id: string): Promise<Analysis> {
  for (;;) {
    const analysis = await taken(api.GET('/api/v1/analyses/{id}', { params: { path: { id } } }));
    if (!['Queued', 'Running'].includes(analysis.state)) return analysis;
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}
