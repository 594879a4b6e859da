/** What was typed into a form that is not saved yet: kept in the tab, so that a reload loses nothing. Secrets are never kept. */

import { useState } from 'react';
import { useMe } from '../api/me';

export interface Draft<V> {
  values: Partial<V>;
  /** The version of what is being changed that the form began with. */
  base?: string;
}

/** A draft as text, without the fields that hold secrets. */
export function written<V extends object>({ values, base }: Draft<V>, secrets: readonly (keyof V)[]): string {
  const hidden: readonly PropertyKey[] = secrets;
  const kept = Object.entries(values).filter(([name]) => !hidden.includes(name));
  // JSON knows no `undefined`; a field that was emptied must not be filled again.
  const empty = kept.filter(([, value]) => value === undefined).map(([name]) => name);
  return JSON.stringify({ values: Object.fromEntries(kept), empty, base });
}

/** The draft that a text holds; undefined if it is none of this version of the console. */
export function read<V extends object>(text: string | null): Draft<V> | undefined {
  if (text === null) return undefined;
  try {
    const { values, empty, base } = JSON.parse(text);
    for (const name of empty) values[name] = undefined;
    return { values, base };
  } catch {
    return undefined;
  }
}

/** The draft of the form of this name, of the person who is logged on. */
export function useFormDraft<V extends object>(name: string, secrets: readonly (keyof V)[] = []) {
  const key = `shadowtable-form-${useMe().data?.user.id ?? ''}-${name}`;
  const [restored, setRestored] = useState(() => read<V>(sessionStorage.getItem(key)));
  return {
    /** What was there when the form was opened. */
    restored,
    keep: (values: V, base?: string) => sessionStorage.setItem(key, written({ values, base }, secrets)),
    /** Once it is saved or given up. */
    forget: () => {
      sessionStorage.removeItem(key);
      setRestored(undefined);
    },
  };
}
