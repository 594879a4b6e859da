/** The rule that names shadows, as the server has it: what can't be meant is said before anything is sent. */

import type { Table } from '../../api/schema';

export interface Affix {
  kind: 'prefix' | 'suffix';
  text: string;
}

/** The longest name of a table, in characters. */
export const MAX_NAME = 64;

export type AffixFault = 'empty' | 'too-long' | 'character' | 'ends-with-blank' | 'encoded';

/** Why a text can't be an affix. */
export function affixFault({ kind, text }: Affix): AffixFault | null {
  if (text === '') return 'empty';
  if (length(text) >= MAX_NAME) return 'too-long';
  // Names hold neither NUL nor anything beyond the Basic Multilingual Plane.
  if ([...text].some((character) => character === '\0' || character > '\u{ffff}' || character.length > 1))
    return 'character';
  if (kind === 'suffix' && /[ \t\n\v\f\r]$/.test(text)) return 'ends-with-blank';
  if (kind === 'prefix' && text.toLowerCase().startsWith('#mysql50#')) return 'encoded';
  return null;
}

/** The name of a source's shadow. */
export function shadowOf(affix: Affix, source: string): string {
  return affix.kind === 'prefix' ? affix.text + source : source + affix.text;
}

/** Characters, as the server counts them. */
export function length(name: string): number {
  let count = 0;
  for (const _ of name) count += 1;
  return count;
}

const SCRATCH = /^shadowtable_scratch_[0-9a-f]{16}$/;

/** Why something in the database is not offered as a source. */
export type NotOffered = 'shadow' | 'registry' | 'scratch' | 'shadow-name' | 'not-a-table';

export interface Offer {
  sources: string[];
  /** What is not offered, by reason. */
  others: Map<NotOffered, string[]>;
}

/** Which tables can be sources under a rule. */
export function offer(tables: Table[], affix: Affix): Offer {
  const real = tables.filter((table) => table.role === 'Source' || table.role === 'Other');
  const shadowNames = new Set(affix.text === '' ? [] : real.map((table) => shadowOf(affix, table.name)));
  const sources: string[] = [];
  const others = new Map<NotOffered, string[]>();
  for (const table of tables) {
    const why = whyNot(table, shadowNames);
    if (why === null) sources.push(table.name);
    else {
      const same = others.get(why);
      if (same) same.push(table.name);
      else others.set(why, [table.name]);
    }
  }
  return { sources, others };
}

function whyNot(table: Table, shadowNames: Set<string>): NotOffered | null {
  if (table.role === 'Registry') return 'registry';
  if (table.role === 'Shadow' || table.role === 'Orphan') return 'shadow';
  if (table.role === 'NotATable') return 'not-a-table';
  if (SCRATCH.test(table.name)) return 'scratch';
  return shadowNames.has(table.name) ? 'shadow-name' : null;
}

export type Warning =
  | 'too-long'
  | 'shared'
  | 'case'
  | 'is-source'
  | 'exists'
  | 'not-a-table'
  | 'of-another'
  | 'reserved';

/** The tables of a database by name, and by name whatever its case. */
export interface Known {
  byName: ReadonlyMap<string, Table>;
  byFolded: ReadonlyMap<string, Table>;
}

/** Made once for a database and not at every key: it may have ten thousand tables. */
export function knownOf(tables: Table[]): Known {
  return {
    byName: new Map(tables.map((table) => [table.name, table])),
    byFolded: new Map(tables.map((table) => [table.name.toLowerCase(), table])),
  };
}

/**
 * What speaks against the shadows of the chosen sources, as far as names tell. Whether names that differ in case only are
 * one name depends on the server, so they are a warning. Two sources that differ so are no fault: the server that has
 * both tells them apart, and their shadows as well.
 */
export function warnings(chosen: readonly string[], known: Known, affix: Affix): Map<string, Warning> {
  const { byName, byFolded } = known;
  const sources = new Set(chosen);
  const counts = new Map<string, number>();
  for (const source of chosen) {
    const shadow = shadowOf(affix, source);
    counts.set(shadow, (counts.get(shadow) ?? 0) + 1);
  }
  const found = new Map<string, Warning>();
  for (const source of chosen) {
    const shadow = shadowOf(affix, source);
    const there = byName.get(shadow);
    const like = byFolded.get(shadow.toLowerCase());
    const warning =
      ofName(shadow) ??
      (sources.has(shadow) ? 'is-source' : null) ??
      ofExisting(there, source) ??
      ((counts.get(shadow) ?? 0) > 1 ? 'shared' : null) ??
      (!there && like && ofExisting(like, source) !== null ? 'case' : null);
    if (warning) found.set(source, warning);
  }
  return found;
}

function ofName(shadow: string): Warning | null {
  if (length(shadow) > MAX_NAME) return 'too-long';
  return SCRATCH.test(shadow) ? 'reserved' : null;
}

function ofExisting(table: Table | undefined, source: string): Warning | null {
  switch (table?.role) {
    case undefined:
      return null;
    case 'Registry':
      return 'reserved';
    case 'NotATable':
      return 'not-a-table';
    case 'Shadow':
    case 'Orphan':
      return table.partner && table.partner.toLowerCase() !== source.toLowerCase() ? 'of-another' : null;
    default:
      return 'exists';
  }
}

/** Whether a name fits a pattern of `*` and `?`; case counts only if the server says so, so here it does not. */
export function fits(pattern: string, name: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^]*')
    .replace(/\?/g, '[^]');
  return new RegExp(`^${escaped}$`, 'iu').test(name);
}
