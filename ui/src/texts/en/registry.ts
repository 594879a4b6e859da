/** Texts of the registry of shadows. */

export const registry = {
  explanation:
    'The registry stands in the database itself and says which tables are shadows. Only what stands here is ever altered or dropped.',
  tabs: { all: 'All shadows', orphans: 'Orphans' },
  searchLabel: 'Search shadows',
  comparing: 'Every shadow is compared with its source…',
  none: 'No shadow is registered in this database yet',
  noOrphans: 'No orphans: every shadow has its source',
  noneFound: 'No shadow fits the search',
  columns: {
    shadow: 'Shadow',
    source: 'Source',
    state: 'State',
    why: 'Why',
    rows: 'Rows',
    bytes: 'Size',
    registered: 'Registered',
  },
  changedAt: 'Changed',
  cleanUp: (count: number) => (count === 0 ? 'Clean up…' : `Clean up ${count.toLocaleString('en')}…`),
  cleanUpOrphans: 'Clean up all orphans…',
  cleanUpRefused: 'Your role on this connection does not allow it.',
  selectFirst: 'Select shadows first',
  preview: 'Clean-up: what will be dropped',
  previewing: 'Looking at what would be dropped…',
  nothing: 'Nothing is to be dropped.',
  willDrop: (count: number, database: string) =>
    `${count.toLocaleString('en')} ${count === 1 ? 'shadow' : 'shadows'} of ${database} will be dropped, with all rows. Sources are not touched.`,
  stay: (count: number) => `${count.toLocaleString('en')} can not be dropped and stay.`,
  notThere: 'There is no such table: only its row in the registry goes.',
  stays: 'It stays:',
  hasRows: 'Has rows',
  empty: 'Empty',
  knows: 'I know what is lost',
  drop: (count: number) => (count === 1 ? 'Drop 1 shadow' : `Drop ${count.toLocaleString('en')} shadows`),
  sql: 'Statements',
};
