/** What the Task Center asks of the API, and how often. */

import { useQuery } from '@tanstack/react-query';
import { api, taken } from '../../api/client';
import { usePages } from '../../api/paging';
import type { PairResult, Run, Task } from '../../api/schema';
import { asked, type Filters } from './filters';
import { isLive } from './possible';
import type { TaskEvent } from './told';

export const TASKS = ['tasks'] as const;

/** Everything that was asked about one task. */
export const ofTask = (id: string) => [...TASKS, 'one', id] as const;

const BUSY = 2_000;
const CALM = 5_000;

/** The list, asked for again every few seconds, more often while something in it runs. */
export function useTasks(filters: Filters) {
  return usePages<Task>(
    [...TASKS, 'list', filters],
    (cursor, signal) => {
      const query = { ...asked(filters, Date.now()), cursor };
      return taken(api.GET('/api/v1/tasks', { params: { query }, signal }));
    },
    { refetchInterval: (items) => (items.some(({ state }) => isLive(state)) ? BUSY : CALM) },
  );
}

/** How many tasks wait for the one who asks. */
export function useAwaitingMe() {
  return useQuery({
    queryKey: [...TASKS, 'awaiting me'],
    queryFn: async ({ signal }) => {
      const query = { approvable: true, limit: 1 };
      return (await taken(api.GET('/api/v1/tasks', { params: { query }, signal }))).total ?? 0;
    },
    refetchInterval: 15_000,
  });
}

export function useTask(id: string) {
  return useQuery({
    queryKey: ofTask(id),
    queryFn: ({ signal }) => taken(api.GET('/api/v1/tasks/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isLive(state.data.state) ? BUSY : CALM),
  });
}

/** The runs, the newest first. */
export function useRuns(task: Task) {
  return usePages<Run>(
    [...ofTask(task.id), 'runs'],
    (cursor, signal) => {
      const params = { path: { id: task.id }, query: { cursor } };
      return taken(api.GET('/api/v1/tasks/{id}/runs', { params, signal }));
    },
    { refetchInterval: isLive(task.state) ? BUSY : CALM },
  );
}

/** A run by its number: a shared link may name one that is far down the list. */
export function useRun(id: string, number: number | undefined) {
  return useQuery({
    queryKey: [...ofTask(id), 'run', number],
    queryFn: ({ signal }) => {
      const params = { path: { id, number: number ?? 0 } };
      return taken(api.GET('/api/v1/tasks/{id}/runs/{number}', { params, signal }));
    },
    enabled: number !== undefined,
  });
}

export function isUnderWay(run: Run): boolean {
  return run.state === 'Queued' || run.state === 'Running' || run.state === 'Cancelling';
}

export function useProgress(id: string, run: Run) {
  return useQuery({
    queryKey: [...ofTask(id), 'progress', run.number],
    queryFn: ({ signal }) => {
      const params = { path: { id, number: run.number } };
      return taken(api.GET('/api/v1/tasks/{id}/runs/{number}/progress', { params, signal }));
    },
    refetchInterval: isUnderWay(run) ? BUSY : false,
  });
}

export interface PairsWanted {
  search: string;
  results: PairResult[];
}

export function useRunPairs(id: string, run: Run, { search, results }: PairsWanted) {
  return usePages(
    [...ofTask(id), 'pairs of run', run.number, search, results],
    (cursor, signal) => {
      const query = { cursor, search: search || undefined, result: results.join(',') || undefined };
      const params = { path: { id, number: run.number }, query };
      return taken(api.GET('/api/v1/tasks/{id}/runs/{number}/pairs', { params, signal }));
    },
    { refetchInterval: isUnderWay(run) ? BUSY : false },
  );
}

export function useSteps(id: string, run: Run, position: number) {
  return useQuery({
    queryKey: [...ofTask(id), 'steps', run.number, position],
    queryFn: async ({ signal }) => {
      const params = { path: { id, number: run.number, position } };
      return (
        await taken(api.GET('/api/v1/tasks/{id}/runs/{number}/pairs/{position}/steps', { params, signal }))
      ).items;
    },
    refetchInterval: isUnderWay(run) ? BUSY : false,
  });
}

/** The pairs as they were submitted. */
export function useTaskPairs(id: string, search: string) {
  return usePages([...ofTask(id), 'pairs', search], (cursor, signal) => {
    const params = { path: { id }, query: { cursor, search: search || undefined, synchronized: true } };
    return taken(api.GET('/api/v1/tasks/{id}/pairs', { params, signal }));
  });
}

export function usePreview(id: string) {
  return useQuery({
    queryKey: [...ofTask(id), 'preview'],
    queryFn: async ({ signal }) => {
      const found = await taken(api.GET('/api/v1/tasks/{id}/preview', { params: { path: { id } }, signal }));
      return typeof found === 'string' ? [] : found.statements;
    },
    staleTime: 60_000,
  });
}

export function useFirings(cron: string, time_zone: string | undefined) {
  return useQuery({
    queryKey: ['firings', cron, time_zone],
    queryFn: async ({ signal }) => {
      const query = { cron, time_zone };
      return (await taken(api.GET('/api/v1/schedule', { params: { query }, signal }))).next;
    },
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}

export const CHUNK = 1_000;

/** At most a thousand events behind a number. */
export function events(
  id: string,
  query: { after: number; run_id?: string; other_than?: string },
  signal?: AbortSignal,
): Promise<TaskEvent[]> {
  const asking = api.GET('/api/v1/tasks/{id}/timeline', { params: { path: { id }, query }, signal });
  return taken(asking).then((part) => part.items);
}

/** What people did and what became of it: all but the statements and the sentences of the log. */
export function useTimeline(task: Task) {
  return useQuery({
    queryKey: [...ofTask(task.id), 'timeline'],
    queryFn: async ({ signal }) => {
      const found: TaskEvent[] = [];
      let after = 0;
      for (;;) {
        const part = await events(task.id, { after, other_than: 'step,log' }, signal);
        found.push(...part);
        const last = part.at(-1);
        if (last === undefined || part.length < CHUNK) return found;
        after = last.seq;
      }
    },
    refetchInterval: isLive(task.state) ? BUSY : CALM,
  });
}
