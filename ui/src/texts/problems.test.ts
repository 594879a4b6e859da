/** The texts of refusals, against the document that says which codes there are. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problems } from './zh/problems';

test('every code of docs/api.md has a Chinese text, and nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');
  const sections = text.split(/^## /m).filter((part) => /^(Errors|Refusals of the engine)\n/.test(part));
  expect(sections).toHaveLength(2);
  const codes = sections.flatMap((part) =>
    [...part.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code),
  );
  expect(codes.length).toBeGreaterThan(40);
  expect(Object.keys(problems).sort()).toEqual([...codes].sort());
});
