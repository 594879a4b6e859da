/** The draft of the wizard that the address names. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { idempotencyKey } from '../../api/client';
import { ZONE } from '../../parts/when';
import { type Draft, emptyDraft } from './draft';

const key = (id: string) => `shadowtable-draft-${id}`;
const sent = (id: string) => `${key(id)}-sent`;

const PAUSE = 300;

/** A name for a new draft. */
export function newDraftId(): string {
  return Math.random().toString(36).slice(2, 10);
}

/** Keeps a draft in the tab. */
export function keep(id: string, draft: Draft) {
  sessionStorage.setItem(key(id), JSON.stringify(draft));
}

/** The draft of this name; undefined if the tab has none. */
export function kept(id: string): Draft | undefined {
  const text = sessionStorage.getItem(key(id));
  if (!text) return undefined;
  try {
    return { ...emptyDraft(ZONE), ...JSON.parse(text) };
  } catch {
    // What can't be read was written by another version of the console: it starts anew.
    return undefined;
  }
}

/** Forgets a draft that was submitted. */
export function forget(id: string) {
  sessionStorage.removeItem(key(id));
  sessionStorage.removeItem(sent(id));
}

export type Change = (change: Partial<Draft> | ((draft: Draft) => Draft)) => void;

/** The draft, and how it changes. */
export function useDraft(id: string): [Draft, Change] {
  const [draft, setDraft] = useState(() => kept(id) ?? emptyDraft(ZONE));
  const latest = useRef(draft);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const change = useCallback<Change>(
    (how) => {
      const before = latest.current;
      const after = typeof how === 'function' ? how(before) : { ...before, ...how };
      if (after === before) return;
      latest.current = after;
      setDraft(after);
      clearTimeout(timer.current);
      // Ten thousand names take a moment to write: not while somebody types.
      timer.current = setTimeout(() => {
        timer.current = undefined;
        keep(id, latest.current);
      }, PAUSE);
    },
    [id],
  );
  useEffect(() => {
    const flush = () => {
      if (timer.current === undefined) return;
      clearTimeout(timer.current);
      timer.current = undefined;
      keep(id, latest.current);
    };
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [id]);
  return [draft, change];
}

const PRESELECTED = 'shadowtable-preselected';

/** What another screen chose: by the address, or for long lists in the tab (`tables=kept`). */
export function preselected(search: URLSearchParams): Partial<Draft> {
  const connection = search.get('connection');
  const database = search.get('database');
  const tables = search.get('tables');
  const found: Partial<Draft> = {
    ...(connection ? { connection } : {}),
    ...(database ? { database } : {}),
  };
  if (tables === 'kept') return { ...found, ...fromTab() };
  return tables
    ? { ...found, range: 'tables', tables: tables.split(',').filter((name) => name !== '') }
    : found;
}

function fromTab(): Partial<Draft> {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(PRESELECTED) ?? 'null');
    if (typeof value !== 'object' || value === null) return {};
    const { connection, database, tables }: { connection?: unknown; database?: unknown; tables?: unknown } =
      value;
    const names = Array.isArray(tables) ? tables.filter((name) => typeof name === 'string') : [];
    return {
      ...(typeof connection === 'string' ? { connection } : {}),
      ...(typeof database === 'string' ? { database } : {}),
      range: 'tables',
      tables: names,
    };
  } catch {
    return {};
  }
}

/** The key under which these settings are submitted: the same ones sent twice, even over a reload, make one task. */
export function submissionKey(id: string, body: object): string {
  const place = sent(id);
  const text = JSON.stringify(body);
  const [before, same] = (sessionStorage.getItem(place) ?? '').split('\n', 2);
  if (before && same === text) return before;
  const made = idempotencyKey();
  sessionStorage.setItem(place, `${made}\n${text}`);
  return made;
}
