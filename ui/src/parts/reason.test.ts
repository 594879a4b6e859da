/** The sentences of the server that name options, as its sources have them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../texts/en';
import { zh } from '../texts/zh';
import { reasonOf } from './reason';

const CRATES = join(import.meta.dirname, '../../../crates');

test.each([
  [
    'table _test_orders exists and is not registered as a shadow; it is 66 % like orders (it has a column note more); if it is the shadow, adopt it: --adopt _test_orders',
    ['_test_orders', '66 %', 'orders', 'it has a column note more'],
    ['Adopt…', '认领…'],
  ],
  [
    'table a b exists and is not registered as a shadow; it is 100 % like c; if it is the shadow, adopt it: --adopt a b',
    ['a b', '100 %', ' c'],
    ['Adopt…', '认领…'],
  ],
  [
    'hazards must be allowed first: --allow-hazards drops-column,narrows-type',
    ['drops-column, narrows-type'],
    ['settings', '任务设置'],
  ],
])('%s', (sentence, details, [inEnglish, inChinese]) => {
  for (const said of [reasonOf(en.reasons, sentence), reasonOf(zh.reasons, sentence)]) {
    expect(said).not.toContain('--');
    for (const detail of details) expect(said).toContain(detail);
  }
  expect(reasonOf(en.reasons, sentence)).toContain(inEnglish);
  expect(reasonOf(zh.reasons, sentence)).toContain(inChinese);
});

test('what names no option stays as the server said it', () => {
  const sentence = 'there is a view named _test_items';
  expect(reasonOf(zh.reasons, sentence)).toBe(sentence);
});

test('the server still says it so', () => {
  const source = (path: string) => readFileSync(join(CRATES, path), 'utf8').replaceAll(/\s+/g, ' ');
  const adoption = source('plan/src/analysis/adoption.rs');
  expect(adoption).toContain('"table {} exists and is not registered as a shadow; it is {} % like {}"');
  expect(adoption).toContain('" ({first})"');
  expect(adoption).toContain('"; if it is the shadow, adopt it: --adopt {}"');
  expect(source('engine/src/run/gate.rs')).toContain(
    '"hazards must be allowed first: --allow-hazards {codes}"',
  );
});
