/** Server-sent events: what happens to a task or an analysis, as it happens. */

import { useEffect, useRef, useState } from 'react';
import { doubt } from './link';

/** Whether the stream is open. Browsers open it again by themselves and say which event they saw last. */
export type Stream = 'opening' | 'live' | 'lost';

/** One event of a task or an analysis. `seq` grows within its task. */
export interface LiveEvent {
  seq: number;
  at: string;
  who: string | null;
  run_id: string | null;
  kind: string;
  body: Record<string, unknown>;
}

const PATIENCE = 2000;

/** Watches `url` while it is not null, from its first event on. Returns whether the stream is open. */
export function useEvents(url: string | null, onEvent: (event: LiveEvent) => void): Stream {
  const [stream, setStream] = useState<Stream>('opening');
  const handler = useRef(onEvent);
  handler.current = onEvent;
  useEffect(() => {
    if (url === null) return;
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = 0;
    const open = () => {
      source = new EventSource(url);
      source.onopen = () => setStream('live');
      source.onmessage = (message) => {
        const seq = Number(message.lastEventId);
        // A stream that had to be opened anew begins with what was seen before.
        if (seq <= seen) return;
        seen = seq;
        handler.current({ seq, ...JSON.parse(message.data) });
      };
      source.onerror = () => {
        setStream('lost');
        doubt();
        // A stream that ended is opened again by the browser; one that was refused is not.
        if (source.readyState !== EventSource.CLOSED) return;
        clearTimeout(timer);
        timer = setTimeout(open, PATIENCE);
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [url]);
  return stream;
}
