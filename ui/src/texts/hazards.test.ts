/** The explanations of hazards, against the document that says which hazards there are. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { severityIn } from '../parts/hazard-tag';
import { hazards as en, GATES } from './en/hazards';
import { hazards as zh } from './zh/hazards';

/** The codes under a heading of docs/hazards.md, in its order. */
function documented(heading: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/hazards.md'), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  return [...(section ?? '').matchAll(/^### `([a-z-]+)`$/gm)].flatMap(([, code]) => code ?? []);
}

const gates = documented('Gates');
const notices = documented('Notices');

describe.each([
  ['English', en],
  ['Chinese', zh],
])('in %s', (_, { codes }) => {
  test('every hazard is explained, and nothing that is none', () =>
    expect(Object.keys(codes)).toEqual([...gates, ...notices]));

  test.each(Object.entries(codes))('%s has a meaning and an advice', (_code, { meaning, advice }) => {
    expect(meaning).toMatch(/[.。]$/);
    expect(advice).toMatch(/[.。]$/);
  });
});

test('both languages have words of their own', () => {
  for (const [code, { meaning }] of Object.entries(en.codes))
    expect(zh.codes[code]?.meaning).not.toBe(meaning);
});

test('what can be allowed are the gates', () => {
  expect(gates.length).toBeGreaterThan(0);
  expect(GATES).toEqual(gates);
});

test('a notice is shown as one, and a gate as one where there are gates', () => {
  expect(notices.length).toBeGreaterThan(0);
  const kinds = (codes: string[]) => new Set(codes.map((code) => severityIn({ gates: 1 }, code)));
  expect(kinds(gates)).toEqual(new Set(['gate']));
  expect(kinds(notices)).toEqual(new Set(['notice']));
});
