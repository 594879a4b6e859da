/** A task as it happens: its events say that something is new, and what is shown is asked for again. */

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useEvents } from '../../api/events';
import type { Run, Task } from '../../api/schema';
import { isLive } from './possible';
import { ofTask } from './queries';

/** A run of many small tables has hundreds of events a second: so often is asked at most. */
const PERIOD = 500;

function watchVisibility(changed: () => void) {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/** Whether somebody can see the page. Browsers allow few streams at a time: a page in the background needs none. */
function useIsVisible(): boolean {
  return useSyncExternalStore(watchVisibility, () => document.visibilityState === 'visible');
}

/** Keeps all that is shown of a task fresh. Returns a number that grows whenever there may be something new. */
export function useLive(task: Task | undefined, run: Run | undefined): number {
  const id = task?.id;
  const queries = useQueryClient();
  const [tick, setTick] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setTick((before) => before + 1);
      // What is being asked is not asked anew, or a slow answer would never come.
      if (id) queries.invalidateQueries({ queryKey: ofTask(id) }, { cancelRefetch: false });
    }, PERIOD);
  }, [id, queries]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const isWatched = useIsVisible() && task !== undefined && isLive(task.state);
  const stream = useEvents(isWatched ? `/api/v1/tasks/${task.id}/events?after=latest` : null, refresh);
  // What happened before the stream was open, or between two, is not in it.
  const settled = `${stream} ${task?.changed_at} ${run?.number} ${run?.state}`;
  useEffect(() => {
    if (settled) refresh();
  }, [settled, refresh]);
  return tick;
}
