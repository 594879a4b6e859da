/** Times, in the browser's time zone, which is named wherever one points. */

import { Tooltip } from 'antd';
import dayjs from 'dayjs';

/** The browser's time zone. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time, to the second. */
export function When({ at }: { at: string | null | undefined }) {
  if (!at) return <>–</>;
  return (
    <Tooltip title={`${dayjs(at).format('YYYY-MM-DD HH:mm:ss.SSS Z')} · ${ZONE}`}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {dayjs(at).format('YYYY-MM-DD HH:mm:ss')}
      </time>
    </Tooltip>
  );
}

/** A duration in milliseconds as people say it: 12 ms, 3.4 s, 2 m 05 s, 1 h 02 m. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} m`;
}

/** A duration in milliseconds that somebody chose and nobody measured: 5 s and not 5.0 s. */
export function chosen(ms: number): string {
  return ms % 1000 === 0 && ms < 60_000 ? `${ms / 1000} s` : duration(ms);
}
