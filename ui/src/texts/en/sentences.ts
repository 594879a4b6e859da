/** Sentences of the server that name options of the command line, in the words of the console. */

import type { Sentence } from '../sentence';

export const sentences: readonly Sentence[] = [
  [
    'table {shadow} exists and is not registered as a shadow; it is {score} % like {source} ({why}); if it is the shadow, adopt it: --adopt {name}',
    'table {shadow} exists and is not registered as a shadow; it is {score} % like {source} ({why}); if it is the shadow, take it with "Adopt…" in a new task',
  ],
  [
    'table {shadow} exists and is not registered as a shadow; it is {score} % like {source}; if it is the shadow, adopt it: --adopt {name}',
    'table {shadow} exists and is not registered as a shadow; it is {score} % like {source}; if it is the shadow, take it with "Adopt…" in a new task',
  ],
  [
    'hazards must be allowed first: --allow-hazards {codes}',
    "hazards must be allowed first, in the task's settings: {codes}",
  ],
];
