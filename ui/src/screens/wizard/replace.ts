/** Skip marks belong to one analysis: those of the one before are set again in the one that takes its place. */

import type { Analysis, AnalysisRequest } from '../../api/schema';
import type { Carried } from './draft';
import { allPairs, analyze } from './queries';

/** Asks for an analysis in the place of another. Returns its id, and what is to be skipped in it. */
export async function replace(before: Analysis, request: AnalysisRequest, pending: Carried | null) {
  const sources = await skippedIn(before, pending);
  const { connection_id, database } = before;
  const { id } = await analyze({ connection_id, database, request });
  return { id, carried: sources.length > 0 ? { analysis: id, sources } : null };
}

async function skippedIn(analysis: Analysis, pending: Carried | null): Promise<string[]> {
  if (pending?.analysis === analysis.id) return pending.sources;
  if (analysis.state !== 'Done') return [];
  return (await allPairs(analysis.id, { skipped: true })).map((pair) => pair.source);
}
