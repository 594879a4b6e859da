/** Which registered shadows are shown. */

import type { Shadow } from '../../api/schema';

export type Tab = 'all' | 'orphans';

export function tabOf(params: URLSearchParams): Tab {
  return params.get('tab') === 'orphans' ? 'orphans' : 'all';
}

export function isOrphan(shadow: Shadow): boolean {
  return shadow.state === 'orphan';
}

/** Those of the tab whose names contain what is searched. */
export function filtered(shadows: Shadow[], tab: Tab, search: string): Shadow[] {
  const wanted = search.toLowerCase();
  return shadows.filter(
    (one) =>
      (tab === 'all' || isOrphan(one)) &&
      (one.shadow.toLowerCase().includes(wanted) || one.source.toLowerCase().includes(wanted)),
  );
}

/** The registry's times are the database's, in UTC, without a zone: `2026-11-25 03:00:09`. */
export function timeOf(registered: string): string {
  return /[zZ]|[+-]\d\d:?\d\d$/.test(registered) ? registered : `${registered.replace(' ', 'T')}Z`;
}
