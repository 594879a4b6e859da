import { describe, expect, test } from 'vitest';
import type { Mode, Role, RunState, TaskState } from '../../api/schema';
import { possible } from './possible';

function of(state: TaskState, role: Role, more: { mode?: Mode; run?: RunState; name?: string } = {}): string {
  const mode = more.mode ?? 'Manual';
  const task = {
    state,
    kind: 'Sync' as const,
    created_by: 'ann',
    settings: { mode, error_policy: 'Abort' as const },
  };
  const run = more.run && { state: more.run, cancel_requested: more.run === 'Cancelling' };
  return possible(task, run, { name: more.name ?? 'ben', role })
    .map(({ action, but }) => (but ? `${action}(${but})` : action))
    .join(' ');
}

describe('what can be done with a task', () => {
  test.each<[TaskState, string]>([
    ['AwaitingApproval', 'approve reject cancel clone'],
    ['Ready', 'execute cancel clone'],
    ['Scheduled', 'execute cancel clone'],
    ['Queued', 'cancel clone'],
    ['Running', 'cancel clone'],
    ['NeedsAttention', 'retry cancel clone'],
    ['Finished', 'clone'],
    ['Cancelled', 'clone'],
    ['Rejected', 'clone'],
    ['Expired', 'clone'],
  ])('%s', (state, actions) => expect(of(state, 'admin')).toBe(actions));

  test('a viewer changes nothing', () => {
    const states: TaskState[] = ['AwaitingApproval', 'Ready', 'Scheduled', 'Running', 'Finished'];
    for (const state of states) expect(of(state, 'viewer', { run: 'Failed' })).toBe('');
  });
  test('an operator does not approve', () => expect(of('AwaitingApproval', 'operator')).toBe('cancel clone'));
  test('nobody approves what is his own', () =>
    expect(of('AwaitingApproval', 'approver', { name: 'ann' })).toBe(
      'approve(own) reject(own) cancel clone',
    ));
  test('a recurring task can be paused, and what its last run left can be retried', () => {
    expect(of('Scheduled', 'operator', { mode: 'Cron' })).toBe('execute pause cancel clone');
    expect(of('Scheduled', 'operator', { mode: 'Cron', run: 'Failed' })).toBe(
      'execute retry pause cancel clone',
    );
    expect(of('Paused', 'operator', { mode: 'Cron', run: 'Failed' })).toBe('resume cancel clone');
  });
  test('what is done has nothing to retry', () => {
    expect(of('Finished', 'operator', { run: 'Succeeded' })).toBe('clone');
    expect(of('Finished', 'operator', { run: 'SucceededWithErrors' })).toBe('retry clone');
  });
  test('it is cancelled once', () =>
    expect(of('Running', 'operator', { run: 'Cancelling' })).toBe('cancel(cancelling) clone'));
});
