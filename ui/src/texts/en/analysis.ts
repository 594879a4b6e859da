/** Texts of analyses, and of pairs. */

import { words } from './words';

export const analysis = {
  gate: 'Gate',
  gateMeaning: 'The statement runs only when this code was allowed.',
  notice: 'Notice',
  noticeMeaning: 'For information; nobody has to allow it.',
  toDo: 'What to do',
  hazardName: (code: string, isGate: boolean) => `${isGate ? 'Gate' : 'Notice'} ${code}`,
  unchangedLines: '$ lines are the same',
  notCopied: 'The browser did not let the text be copied',
  view: 'View',
  pair: (source: string, shadow: string) => `${source} → ${shadow}`,
  tabs: {
    label: 'Definitions of the pair',
    source: 'Source schema',
    shadow: 'Shadow as it is',
    wanted: 'Shadow as it will be',
    sql: 'Change SQL',
    difference: 'Difference',
  },
  compare: 'What is compared',
  againstWanted: 'Shadow: as it is and as it will be',
  againstSource: 'Source and shadow',
  noShadow: 'There is no shadow yet.',
  noSource: 'The definition of the source is not known.',
  noWanted: 'What the shadow would be is not known.',
  noStatements: 'Nothing is to be done.',
  noDifference: 'The two are the same.',
  reasons: 'Why',
  live: 'Read from the database just now.',
  adoptedTag: 'Adopted',
  adopted: 'This existing table becomes a registered shadow.',
  occupancy: (rows: number | null | undefined, bytes: string) =>
    typeof rows === 'number'
      ? `The shadow has about ${words.rows(rows)} (${bytes}), as the server estimates.`
      : `The shadow has rows (${bytes}); the server has no estimate of how many.`,
  empty: 'The shadow has no rows.',
  statement: (number: number) => `Statement ${number}`,
  notOfStatement: 'What the shadow lacks on purpose',
};
