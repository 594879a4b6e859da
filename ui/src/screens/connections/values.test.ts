import { describe, expect, test } from 'vitest';
import type { Connection } from '../../api/schema';
import { isSamePlace, requestOf, valuesOf } from './values';

const KEPT: Connection = {
  id: 'c1',
  name: 'shop',
  host: 'db1',
  port: 3306,
  user: 'dba',
  has_password: true,
  defaults: {
    suffix: '_shadow',
    allowed_hazards: ['drops-column'],
    lock_wait_ms: 2500,
    parallel: 4,
    window: { from: '22:00', to: '05:30', time_zone: 'Asia/Shanghai' },
  },
  environment: 'test',
  color: 'green',
  needs_approval: true,
  drift_on_approval: 'AskAgain',
  created_by: 'admin',
  created_at: '2026-11-25T00:00:00Z',
  role: 'admin',
};

describe('the form of a connection', () => {
  test('sends back what it got, without the password', () => {
    const request = requestOf(valuesOf(KEPT, 'UTC'), KEPT);
    expect(request).toMatchObject({
      name: 'shop',
      host: 'db1',
      port: 3306,
      socket: null,
      user: 'dba',
      ssl_mode: null,
      environment: 'test',
      color: 'green',
      needs_approval: true,
      drift_on_approval: 'AskAgain',
    });
    expect(JSON.parse(JSON.stringify(request.defaults))).toEqual(KEPT.defaults);
    expect(request.password).toBeUndefined();
    expect(isSamePlace(request, KEPT)).toBe(true);
  });

  test.each([
    ['keep', undefined],
    ['new', 'secret'],
    ['none', ''],
  ] as const)('%s sends %s for a password that is kept', (keep, sent) =>
    expect(requestOf({ ...valuesOf(KEPT, 'UTC'), keep, password: 'secret' }, KEPT).password).toBe(sent),
  );

  test.each([
    [{ host: 'db2' }],
    [{ port: 3307 }],
    [{ user: 'root' }],
    [{ by: 'socket', socket: '/run/mysqld.sock' }],
    [{ ssl: 'REQUIRED' }],
  ] as const)('%o is another place', (change) =>
    expect(isSamePlace(requestOf({ ...valuesOf(KEPT, 'UTC'), ...change }, KEPT), KEPT)).toBe(false),
  );

  test('a socket has neither host nor port', () => {
    const values = { ...valuesOf(undefined, 'UTC'), by: 'socket' as const, socket: ' /run/mysqld.sock ' };
    expect(requestOf(values, undefined)).toMatchObject({
      host: null,
      port: null,
      socket: '/run/mysqld.sock',
      ssl_mode: 'PREFERRED',
    });
  });

  test('a default that is not said is absent', () => {
    const defaults = requestOf(valuesOf(undefined, 'UTC'), undefined).defaults;
    expect(JSON.parse(JSON.stringify(defaults))).toEqual({ allowed_hazards: [] });
  });
});
