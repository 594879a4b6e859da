import { expect, test } from 'vitest';
import { en } from '../../texts/en';
import { zh } from '../../texts/zh';
import { summary } from './summary';

test.each([
  [{}, ''],
  [null, ''],
  [{ name: 'shop', port: 3306, place: null, comment: '' }, 'Name: shop · Port: 3306'],
  [{ name: 'admin', role: 'admin', disabled: false }, 'Name: admin · Role: Admin · Disabled: No'],
  [{ shadows: ['_a', '_b'] }, 'shadows: _a, _b'],
  [
    { name: 'ann', change: { role: 'operator', disabled: null }, password: false },
    'Name: ann · Role: Operator · Password changed: No',
  ],
  [{ name: 'shop', grants: [{ user_id: '1', role: 'viewer' }] }, 'Name: shop · Roles: 1'],
  [
    { name: 'ops', template: 'json', connection: '01', enabled: true },
    'Name: ops · Written for: Programs (JSON, signed) · Enabled: Yes',
  ],
  ['text', 'text'],
])('%o in one line', (detail, line) => expect(summary(detail, en)).toBe(line));

test('a task in Chinese', () =>
  expect(summary({ to: 'Ready', comment: 'go', role: 'Viewer' }, zh)).toBe(
    '状态：待执行 · 备注：go · 角色：只读',
  ));
