import { expect, test } from 'vitest';
import { moveOf } from './moves';
import { matching } from './side';

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 8],
  ['PageUp', 3, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['x', 5, null],
])('%s in row %d leads to %s', (key, active, next) => expect(moveOf(key, active, 10, 5)).toBe(next));

test('names are searched whatever their case', () => {
  expect(matching(['Orders', 'brands'], ' ORD ')).toEqual(['Orders']);
  expect(matching(['Orders', 'brands'], ' ')).toEqual(['Orders', 'brands']);
});
