/** Numbers in sentences: one is one. */

import { expect, test } from 'vitest';
import { analysis as en } from './en/analysis';
import { analysis as zh } from './zh/analysis';

test.each([
  [1, 'about 1 row (', '约有 1 行'],
  [0, 'about 0 rows (', '约有 0 行'],
  [12345, 'about 12,345 rows (', '约有 12,345 行'],
])('%s rows', (rows, inEnglish, inChinese) => {
  expect(en.occupancy(rows, '16.0 KiB')).toContain(inEnglish);
  expect(zh.occupancy(rows, '16.0 KiB')).toContain(inChinese);
});

test('no estimate is not a number', () => {
  for (const texts of [en, zh]) expect(texts.occupancy(null, '16.0 KiB')).not.toMatch(/–|null|undefined/);
});
