import { expect, test } from 'vitest';
import type { Webhook } from '../../api/schema';
import { requestOf, valuesOf } from './values';

const KEPT: Webhook = {
  id: 'w1',
  name: 'ops',
  url: 'https://chat.example/hook/1',
  template: 'slack',
  events: ['failed'],
  connection_id: 'c1',
  enabled: false,
  has_secret: true,
  created_by: 'admin',
  created_at: '2026-11-25T00:00:00Z',
};

test('a webhook is sent back as it came, without its secret', () =>
  expect(requestOf(valuesOf(KEPT), KEPT)).toEqual({
    name: 'ops',
    url: 'https://chat.example/hook/1',
    template: 'slack',
    events: ['failed'],
    connection_id: 'c1',
    enabled: false,
    secret: undefined,
  }));

test.each([
  ['keep', undefined],
  ['new', 'typed'],
  ['none', ''],
] as const)('%s sends %s for a secret that is kept', (keep, sent) =>
  expect(requestOf({ ...valuesOf(KEPT), keep, secret: 'typed' }, KEPT).secret).toBe(sent),
);

test('a new webhook without a secret sends none', () =>
  expect(requestOf(valuesOf(undefined), undefined).secret).toBeUndefined());
