/**
 * The pair of a source as a run found it: in the analysis that was made for the run, else as it was submitted. Analyses are
 * numbered in their own way, so it is found by its name.
 */

import { useQuery } from '@tanstack/react-query';
import { api, taken } from '../../../api/client';
import { firstOf } from '../../../api/paging';
import { Problem } from '../../../api/problem';
import type { Run, Task } from '../../../api/schema';
import { type PairOf, PairView } from '../../../parts/pair-view';
import { ofTask } from '../queries';

interface RunPairViewProps {
  task: Task;
  run: Run;
  /** Nothing is shown while it is null. */
  source: string | null;
  close: () => void;
}

interface Place {
  of: PairOf;
  position: number | null;
}

export function RunPairView({ task, run, source, close }: RunPairViewProps) {
  const submitted: PairOf = { kind: 'task', id: task.id };
  const found = useQuery({
    queryKey: [...ofTask(task.id), 'pair of', run.analysis_id, source],
    enabled: source !== null,
    queryFn: ({ signal }) => placeOf(source ?? '', run.analysis_id, submitted, signal),
    staleTime: 60_000,
  });
  const { of, position } = found.data ?? { of: submitted, position: null };
  return (
    <PairView
      of={of}
      position={source === null ? null : position}
      failed={found.isError ? { error: found.error, again: () => found.refetch() } : undefined}
      onClose={close}
    />
  );
}

async function placeOf(
  source: string,
  analysisId: string | null | undefined,
  submitted: PairOf,
  signal: AbortSignal,
): Promise<Place> {
  if (!analysisId) return { of: submitted, position: await positionIn(submitted, source, signal) };
  const own: PairOf = { kind: 'analysis', id: analysisId };
  try {
    const position = await positionIn(own, source, signal);
    if (position !== null) return { of: own, position };
  } catch (error) {
    // Analyses are kept for a time only.
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
  return { of: submitted, position: await positionIn(submitted, source, signal) };
}

async function positionIn({ kind, id }: PairOf, source: string, signal: AbortSignal): Promise<number | null> {
  const found = await firstOf(
    (page) => {
      const params = { path: { id }, query: { search: source, ...page } };
      return kind === 'analysis'
        ? taken(api.GET('/api/v1/analyses/{id}/pairs', { params, signal }))
        : taken(api.GET('/api/v1/tasks/{id}/pairs', { params, signal }));
    },
    (pair) => pair.source === source,
  );
  return found?.position ?? null;
}
