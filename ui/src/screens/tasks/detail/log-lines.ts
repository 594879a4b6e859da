/** The lines of a task's log: read by parts, and what is new behind the last one that was seen. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { CHUNK, events } from '../queries';
import type { TaskEvent } from '../told';

export interface LogLines {
  found: TaskEvent[];
  isPending: boolean;
  error: unknown;
  again: () => void;
}

/** All events of a task, of one run if it is named; they are read on each time `tick` grows. */
export function useLogLines(id: string, runId: string | undefined, tick: number): LogLines {
  const [state, setState] = useState<Omit<LogLines, 'again'>>({
    found: [],
    isPending: true,
    error: undefined,
  });
  const last = useRef(0);
  const reading = useRef<AbortController>(undefined);
  const wanted = useRef(false);

  const read = useCallback(async () => {
    // One reader at a time; what comes meanwhile is read by it.
    wanted.current = true;
    if (reading.current) return;
    const control = new AbortController();
    reading.current = control;
    try {
      while (wanted.current) {
        wanted.current = false;
        const part = await events(id, { after: last.current, run_id: runId }, control.signal);
        const newest = part.at(-1);
        if (newest) last.current = newest.seq;
        wanted.current ||= part.length === CHUNK;
        const isPending = wanted.current;
        setState(({ found }) => ({
          found: part.length > 0 ? [...found, ...part] : found,
          isPending,
          error: undefined,
        }));
      }
    } catch (error) {
      if (!control.signal.aborted) setState((before) => ({ ...before, isPending: false, error }));
    } finally {
      if (reading.current === control) reading.current = undefined;
    }
  }, [id, runId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new tick is why it is read again.
  useEffect(() => {
    read();
  }, [read, tick]);
  useEffect(() => {
    setState({ found: [], isPending: true, error: undefined });
    last.current = 0;
    read();
    return () => {
      reading.current?.abort();
      reading.current = undefined;
    };
  }, [read]);
  return { ...state, again: read };
}
