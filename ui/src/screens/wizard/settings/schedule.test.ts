import { expect, test } from 'vitest';
import { inZone, presetOf, zones } from './schedule';

test.each([
  ['0 2 * * *', 'daily'],
  [' 0  2 * *  1-5 ', 'weekdays'],
  ['5 2 * * *', 'own'],
])('%s is %s', (cron, preset) => expect(presetOf(cron)).toBe(preset));

test('a moment is shown as clocks of the zone show it', () => {
  expect(inZone('2026-11-25T18:30:00Z', 'Asia/Shanghai', 'en')).toBe('Thu 2026-11-26 02:30');
  expect(inZone('2026-11-25T18:30:00Z', 'UTC', 'en')).toBe('Wed 2026-11-25 18:30');
});

test('every time zone can be chosen', () => {
  expect(zones()[0]).toBe('UTC');
  expect(zones()).toContain('Asia/Shanghai');
});
