/** What every hazard means and what to do about it; docs/hazards.md says more. */

export interface HazardText {
  meaning: string;
  advice: string;
}

export const hazards = {
  gate: 'Gate: it must be allowed before the statement runs',
  notice: 'Notice: it only informs',
  codes: {
    'drops-column': {
      meaning: 'A column that the source no longer has is dropped, and its values with it.',
      advice: 'Allow it if no test needs the old values; else copy them away first.',
    },
    'drops-primary-key': {
      meaning: 'The primary key goes, and no unique key takes over what it enforces.',
      advice: 'Allow it when the source really has none; rows are kept.',
    },
    'drops-unique': {
      meaning: 'A unique key goes and no other enforces as much: duplicates may come.',
      advice: 'Allow it; rows are kept.',
    },
    'drops-partition': {
      meaning: 'A partition is dropped with its rows.',
      advice: 'Allow it if the test no longer needs them.',
    },
    'narrows-type': {
      meaning: 'A type becomes smaller; a value that does not fit fails the statement, it is never cut.',
      advice: "Allow it if the values fit, or delete the rows that don't.",
    },
    'converts-type': {
      meaning: 'A type becomes one of another family; values are converted as the server does it.',
      advice: 'Look at the values, then allow it.',
    },
    'changes-charset': {
      meaning: 'Stored text is converted to another character set.',
      advice: 'Allow it when going to a larger set; look first otherwise.',
    },
    'sets-not-null': {
      meaning: 'A column refuses NULL from now on; a row that has NULL fails the statement.',
      advice: 'Fill the column, then allow it.',
    },
    'adds-unique': {
      meaning: 'A unique or primary key is added; rows with the same values fail the statement.',
      advice: 'Remove duplicates, then allow it.',
    },
    'adds-check': {
      meaning: 'A CHECK is added; a row that does not fit fails the statement.',
      advice: 'Correct such rows, then allow it.',
    },
    'adds-foreign-key': {
      meaning: 'A foreign key is added; a row without a parent fails the statement.',
      advice: 'Give the rows parents or delete them, then allow it.',
    },
    repartitions: {
      meaning: 'Rows are cut into other partitions: all of them are copied.',
      advice: 'Allow it when the table may be busy for that long.',
    },
    'rebuilds-table': {
      meaning: 'No ALTER leads there: the table is made anew, filled, and takes the place of the shadow.',
      advice: 'Allow it together with copies-table and drops-old-twin, or choose another way to rebuild.',
    },
    'copies-table': {
      meaning: 'Rows are copied by SQL into the table that takes the place of the shadow.',
      advice: 'Allow it when the server may be busy for that long.',
    },
    'empties-table': {
      meaning: 'The table that takes the place of the shadow has no rows.',
      advice: 'Allow it if the test brings its own data.',
    },
    'blocks-writes': {
      meaning: 'The shadow is large, and writes to it may wait while the statement runs.',
      advice: 'Allow it when no test is running.',
    },
    'drops-old-twin': {
      meaning: 'After a rebuild the old table is dropped, with the columns that the new one lacks.',
      advice: 'Allow it together with rebuilds-table.',
    },
    'drops-shadow': {
      meaning: 'A shadow is dropped with its rows.',
      advice: 'Allow it if no test needs the rows any more.',
    },
    'foreign-key-to-real-table': {
      meaning:
        'A key of the shadow will reference a table that is no shadow: that table is locked for a moment.',
      advice: 'Better let foreign keys point at shadows, and select the parent as well.',
    },
    'touches-real-table': {
      meaning:
        'A key that references a table which is no shadow is dropped: that table is locked for a moment.',
      advice: 'Allow it at a quiet hour.',
    },
    'foreign-key-omitted': {
      meaning: 'A foreign key of the source is left out, because its parent has no usable shadow.',
      advice: 'Select the table that the sentence names; the key is added then.',
    },
    'sequence-default-omitted': {
      meaning: 'A default that takes its value from a sequence is left out.',
      advice: 'Let the test give the column a value.',
    },
    'ttl-omitted': {
      meaning: 'The time to live of rows is left out: the server would delete shadow rows during a test.',
      advice: 'Nothing is to be done.',
    },
    'union-omitted': {
      meaning: 'The list of tables behind a MERGE table is left out.',
      advice: 'Exclude the table; a MERGE table without tables takes no rows.',
    },
  } as Record<string, HazardText>,
};

/** The codes of gates, in the order of docs/hazards.md: what can be allowed. */
export const GATES = Object.keys(hazards.codes).filter((code) => !code.endsWith('-omitted'));
