/** The pairs that are ticked, on this page of the list and on the others, and the rows of this page. */

import { useState } from 'react';
import type { Pair } from '../../../api/schema';

/**
 * A pair and its place on the page. The place is the row's key: the rows of the next page are then drawn into those of this
 * one, in two thirds of the time that new ones take.
 */
export type Row = Pair & { slot: number };

export function useSelected(page: Pair[]) {
  const [known, setKnown] = useState<Map<number, Pair>>(new Map());
  const rows: Row[] = page.map((pair, slot) => ({ ...pair, slot }));
  return {
    rows,
    /** The places of this page that are ticked. */
    slots: rows.filter(({ position }) => known.has(position)).map(({ slot }) => slot),
    /** What is ticked on all pages. */
    selected: [...known.values()],
    /** Ticks these places of this page, and no other of it. */
    select: (slots: number[]) => {
      const next = new Map(known);
      for (const row of rows) {
        if (slots.includes(row.slot)) next.set(row.position, row);
        else next.delete(row.position);
      }
      setKnown(next);
    },
    clear: () => setKnown(new Map()),
  };
}
