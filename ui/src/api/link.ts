/** Whether the server can be reached. One place knows, all requests tell it, and the shell shows it. */

import { useSyncExternalStore } from 'react';

type Link = 'up' | 'lost';

let state: Link = 'up';
let timer: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();
const healers = new Set<() => void>();

function change(next: Link) {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher();
  if (next === 'up') for (const healer of healers) healer();
}

/** A request came through. */
export function reached() {
  clearTimeout(timer);
  timer = undefined;
  change('up');
}

/** A request did not come through: the server is asked every second until it answers. */
export function lost() {
  change('lost');
  timer ??= setTimeout(ask, 1000);
}

/** Something ended that the server may have ended on purpose: it is asked at once whether it is there. */
export function doubt() {
  if (timer === undefined) ask();
}

async function ask() {
  timer = undefined;
  if (await isThere()) reached();
  else lost();
}

async function isThere(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    // It is away: that is what is shown.
    return false;
  }
}

/** What `load` gives; if it fails, what it gives once the server is back. */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    // The server is there: it is not for want of it that this failed.
    if (await isThere()) throw error;
    const healed = new Promise<void>((heal) => {
      const forget = onHealed(() => {
        forget();
        heal();
      });
    });
    lost();
    await healed;
    return load();
  }
}

/** Calls `heal` each time the server is back. */
export function onHealed(heal: () => void): () => void {
  healers.add(heal);
  return () => healers.delete(heal);
}

export function useLink(): Link {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}
