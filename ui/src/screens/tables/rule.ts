/** How the shadow of a table is named: by the pair that is there, or by what the connection says. */

import type { Defaults, Pair, Table } from '../../api/schema';

export type Rule = { prefix: string } | { suffix: string };

/** The rule that makes `shadow` out of `source`. */
export function ruleBetween(source: string, shadow: string): Rule | undefined {
  if (shadow.length <= source.length) return undefined;
  if (shadow.endsWith(source)) return { prefix: shadow.slice(0, shadow.length - source.length) };
  if (shadow.startsWith(source)) return { suffix: shadow.slice(source.length) };
  return undefined;
}

/** What an analysis of this table alone is asked with; nothing where no rule is known. */
export function asked(
  table: Table,
  defaults: Defaults | undefined,
): { source: string; rule: Rule } | undefined {
  const { name, partner, role } = table;
  if (role === 'Source' && partner) {
    const rule = ruleBetween(name, partner);
    if (rule) return { source: name, rule };
  }
  if (role === 'Shadow' && partner) {
    const rule = ruleBetween(partner, name);
    if (rule) return { source: partner, rule };
  }
  const source = role === 'Shadow' ? partner : name;
  if (!source) return undefined;
  if (defaults?.prefix) return { source, rule: { prefix: defaults.prefix } };
  if (defaults?.suffix) return { source, rule: { suffix: defaults.suffix } };
  return undefined;
}

/** Whether an analysis tells what is not so any more: a comparison, or the registry, knows better. */
export function isOutdated(pair: Pair, pairState: string | undefined): boolean {
  if (pairState === 'in sync') return pair.verdict !== 'Consistent';
  if (pairState === 'drifted') return pair.verdict !== 'Modify';
  // There is a registered shadow, so nobody creates it.
  return pairState === 'unknown' && pair.verdict === 'Create';
}
