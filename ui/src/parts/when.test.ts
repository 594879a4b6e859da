import { describe, expect, test } from 'vitest';
import { bytes } from './amount';
import { chosen, duration } from './when';

describe('what people read', () => {
  test.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1000, '1.0 s'],
    [61_000, '1 m 01 s'],
    [3_599_000, '59 m 59 s'],
    [3_720_000, '1 h 02 m'],
  ])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));

  test.each([
    [5000, '5 s'],
    [1500, '1.5 s'],
    [120_000, '2 m 00 s'],
  ])('%d ms, if chosen, is %s', (ms, text) => expect(chosen(ms)).toBe(text));

  test.each([
    [null, '–'],
    [0, '0 B'],
    [1536, '1.5 KiB'],
    [150 * 1024, '150 KiB'],
  ])('%s bytes are %s', (count, text) => expect(bytes(count)).toBe(text));
});
