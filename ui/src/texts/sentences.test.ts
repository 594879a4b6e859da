/** The catalogues of the server's sentences, against the sources that say them. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sentences as en } from './en/sentences';
import { sentences as zh } from './zh/sentences';

const CRATES = join(import.meta.dirname, '../../../crates');

/** Where sentences come from that reach the console. */
const SOURCES = [
  'plan/src/alike.rs',
  'plan/src/analysis',
  'plan/src/hazard',
  'plan/src/promise.rs',
  'plan/src/rebuild.rs',
  'plan/src/removal.rs',
  'plan/src/rewrite/notice.rs',
  'plan/src/rewrite/unsuitable.rs',
  'plan/src/route',
  'plan/src/selection/conflict.rs',
  'plan/src/selection/left_out.rs',
  'schema/src/read.rs',
  'target/src/definition/mod.rs',
  'target/src/connect.rs',
  'target/src/execute.rs',
  'engine/src/drop/again.rs',
  'engine/src/drop/promise.rs',
  'engine/src/drop/run.rs',
  'engine/src/run',
  'engine/src/shadows.rs',
  'engine/src/task/carry_out.rs',
  'engine/src/task/drop_recover.rs',
  'engine/src/task/fire.rs',
  'engine/src/task/recover.rs',
  'engine/src/task/seen.rs',
];

/** Where a sentence of the catalogue may stand otherwise. */
const MORE = [
  'plan/src/verdict.rs',
  'plan/src/selection/entry.rs',
  'plan/src/selection/error.rs',
  'target/src/query.rs',
  'target/src/writer_lock/mod.rs',
  'engine/src/analyze.rs',
  'engine/src/service/window.rs',
  'engine/src/task',
];

/** Put together by the sources out of several literals, each of which is no sentence. */
const PIECES = [
  // What joins sentences, and a pair or a table with what is said of it.
  /^(; |: )$/,
  /^the (source|shadow|\{\}): \{\}$/,
  /^(still to be done|not as they should be): \{\}$/,
  // What hazards say of rows; the parts that tell are looked for without what stands around them.
  /^\{\}: (1 |\{\} )?\{\} \(\{\}\)$/,
  /^(\{\}|an unknown number of rows) (are|is)$/,
  // An omitted name, a plural, what a thing is.
  /^foreign key( ?\{\})? is left out, since /,
  /^foreign key( ?\{\})? to \{\} is left out, as asked$/,
  /^the foreign key( ?\{\})? is dropped and added again, since \{\} changes$/,
  /^unique key \{\} is added$/,
  /^\{\} statement(\{\}|s)? would bring it back$/,
  /^(there is no table \{\}|did you mean \{\}\?)$/,
  /^table \{\} exists and is not registered as a shadow; /,
  /^((the shadow |table )?\{\}|\{\}[. ]\{\}) references it with its foreign key /,
];

/** Without what hazards put around what tells: `{what}: {count} … ({rows})`. */
const core = (text: string) => text.replace(/^\{\}: (\{\} )?(.+) \(\{\}\)$/, '$2');

/** What never reaches a person in the console, or as the database says it: words of logs, and warnings. */
const UNSEEN =
  /^(the registry was left untidy|no hazard has the code|expired and will not run|can.t find out|\{\} \{\}: \{\}$|nulls |failing |orphans of )/;

const files = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => files(join(path, name))) : [path];

/** The string literals of Rust sources without their tests, each `{…}` as `{}`. */
function literals(paths: string[]): string[] {
  return paths
    .flatMap((path) => files(join(CRATES, path)))
    .flatMap((path) => {
      const code = (readFileSync(path, 'utf8').split('#[cfg(test)]')[0] ?? '')
        .replaceAll(/#!?\[expect\([^\]]*\]/g, '')
        .replaceAll(/^\s*\/\/.*$/gm, '');
      return [...code.matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)].map(([, text]) =>
        blank((text ?? '').replaceAll(/\\\n\s*/g, '').replaceAll('\\"', '"')),
      );
    });
}

const blank = (text: string) => text.replaceAll(/\{[^}]*\}/g, '{}');

describe.each([
  ['English', en],
  ['Chinese', zh],
])('in %s', (_, sentences) => {
  const said = new Set(literals([...SOURCES, ...MORE]));
  test.each(sentences.map(([sentence]) => sentence))('the server still says: %s', (sentence) => {
    if (PIECES.some((piece) => piece.test(blank(sentence)))) return;
    expect(said.has(blank(sentence)) ? blank(sentence) : core(blank(sentence))).toSatisfy((text) =>
      said.has(text),
    );
  });

  test.each(sentences)('%s names only what varies', (sentence, meant) => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([name]) => name);
    for (const name of names(meant)) expect(names(sentence)).toContain(name);
  });
});

test('every sentence of the server is said in Chinese', () => {
  const known = new Set(zh.flatMap(([sentence]) => [blank(sentence), core(blank(sentence))]));
  const isSentence = (text: string) => /^[a-z{]/.test(text) && text.split(/\s+/).length > 2;
  const missing = literals(SOURCES).filter(
    (text) =>
      isSentence(text) && !known.has(text) && !PIECES.some((piece) => piece.test(text)) && !UNSEEN.test(text),
  );
  expect(missing).toEqual([]);
});
