import { describe, expect, test } from 'vitest';
import type { Analysis, Connection, TaskSettings } from '../../api/schema';
import { asksTheSame, draftOf, emptyDraft, requestOf, settingsOf, submissionOf, withDefaults } from './draft';

const connection = (defaults: Connection['defaults']): Connection => ({
  id: 'c1',
  name: 'shop',
  user: 'dba',
  has_password: false,
  defaults,
  needs_approval: false,
  drift_on_approval: 'Refuse',
  created_by: 'admin',
  created_at: '2026-11-25T00:00:00Z',
  role: 'operator',
});

test('a connection says what new tasks start with, once', () => {
  const defaults = { suffix: '_s', rebuild: 'never', allowed_hazards: ['drops-column'], parallel: 4 };
  const first = withDefaults({ ...emptyDraft('UTC'), connection: 'c1' }, connection(defaults));
  expect(first.affix).toEqual({ kind: 'suffix', text: '_s' });
  expect([first.rebuild, first.foreignKeys]).toEqual(['never', 'retarget']);
  expect(first.settings.hazards).toEqual(['drops-column']);
  expect([first.settings.parallel, first.settings.lockWaitMs]).toEqual([4, 5000]);
  const changed = { ...first, rebuild: 'empty' };
  expect(withDefaults(changed, connection(defaults))).toBe(changed);
});

test('what is asked for can be read back', () => {
  const draft = {
    ...emptyDraft('UTC'),
    connection: 'c1',
    database: 'shop',
    affix: { kind: 'prefix' as const, text: '_t_' },
    tables: ['a', 'b'],
    exclude: ['log_*'],
    adopt: ['_t_a'],
    defaultsOf: 'c1',
  };
  const request = requestOf(draft);
  expect(request).toEqual({
    prefix: '_t_',
    range: { tables: ['a', 'b'] },
    exclude: [],
    foreign_keys: 'retarget',
    rebuild: 'copy',
    adopt: ['_t_a'],
  });
  const analysis = { id: 'a1', connection_id: 'c1', database: 'shop', request } as Analysis;
  expect(draftOf(analysis, 'UTC')).toEqual({ ...draft, exclude: [], analysis: 'a1' });
  expect(asksTheSame(request, { ...request, range: { tables: ['b', 'a'] } })).toBe(true);
  expect(asksTheSame(request, { ...request, range: 'all' })).toBe(false);
  expect(asksTheSame(request, { prefix: '_t_', range: { tables: ['a', 'b'] }, adopt: ['_t_a'] })).toBe(true);
});

describe('what is submitted', () => {
  const settings = { ...emptyDraft('Asia/Shanghai').settings, hazards: ['drops-column', 'adds-check'] };

  test('is only what the mode is about', () => {
    const cron = submissionOf({ ...settings, mode: 'Cron', cron: ' 0 3 * * * ' }, ['drops-column'], false);
    expect([cron.cron, cron.time_zone, cron.hazards]).toEqual([
      '0 3 * * *',
      'Asia/Shanghai',
      ['drops-column', 'adds-check'],
    ]);
    const now = submissionOf({ ...settings, startAt: '2027-01-01T00:00:00Z' }, ['drops-column'], true);
    expect(now).toEqual({
      mode: 'Immediately',
      error_policy: 'Abort',
      hazards: ['drops-column'],
      parallel: 1,
      lock_wait_ms: 5000,
      remarks: null,
    });
  });

  test('can be submitted again, but for a time that is over', () => {
    const before: TaskSettings = {
      mode: 'At',
      start_at: '2026-11-25T00:00:00Z',
      error_policy: 'Continue',
      drift_policy: 'AskAgain',
    };
    const again = settingsOf(before, 'UTC', Date.parse('2026-11-25T00:00:01Z'));
    expect([again.mode, again.startAt, again.errorPolicy, again.driftPolicy]).toEqual([
      'At',
      null,
      'Continue',
      'Refuse',
    ]);
  });
});
