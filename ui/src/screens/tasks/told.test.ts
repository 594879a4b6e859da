import { describe, expect, test } from 'vitest';
import { en } from '../../texts/en';
import { zh } from '../../texts/zh';
import { line, told } from './told';

const event = (kind: string, body: Record<string, unknown>, who: string | null = null) => ({
  seq: 1,
  at: '2026-11-25T12:00:00.05Z',
  who,
  run_id: null,
  kind,
  body,
});

describe('an event in words', () => {
  test.each([
    ['submitted', { state: 'Ready', remarks: 'for the test' }, 'Submitted: Ready', 'for the test'],
    [
      'reject',
      { from: 'AwaitingApproval', to: 'Rejected', comment: 'not tonight' },
      'Rejected',
      'not tonight',
    ],
    ['fire', { due: 1, late_ms: 90_000, to: 'Queued' }, 'Its time came (1 m 30 s late)', undefined],
    [
      'run-ended',
      { run: 2, state: 'Failed', counts: { Failed: 2 }, reason: 'no way' },
      'Run 2: Failed (Failed 2)',
      'no way',
    ],
    [
      'step',
      {
        run: 2,
        shadow: '_t_a',
        position: 0,
        state: 'Failed',
        took_ms: 7,
        code: 1265,
        message: 'Data truncated',
      },
      '_t_a, statement 1: Failed after 7 ms',
      '1265 Data truncated',
    ],
    ['repaired', { what: 'x' }, 'repaired', '{"what":"x"}'],
  ])('%s', (kind, body, sentence, words) => {
    expect(told(event(kind, body), en)).toMatchObject({ sentence });
    expect(told(event(kind, body), en).words).toBe(words);
  });

  test('in Chinese too', () => {
    expect(told(event('approve', { comment: null }), zh).sentence).toBe('已批准');
    expect(told(event('run-started', { run: 3 }), zh).sentence).toBe('第 3 次执行开始');
  });

  test('a line of the log has its run and who did it', () => {
    expect(line(event('log', { run: 1, message: 'looking' }), en)).toMatch(
      /^\d{4}-.*\.050 {2}Run 1: looking$/,
    );
    expect(line(event('cancel', { comment: 'enough' }, 'ann'), en)).toMatch(/ Cancelled; enough \(ann\)$/);
  });
});
