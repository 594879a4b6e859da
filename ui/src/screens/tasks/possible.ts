/** What can be done with a task: by its state, by what its last run left, and by who asks. */

import { reaches } from '../../api/me';
import type { Role, Run, Task } from '../../api/schema';

export type Action = 'approve' | 'reject' | 'execute' | 'resume' | 'retry' | 'pause' | 'cancel' | 'clone';

export interface Possible {
  action: Action;
  /** Why it can be seen and not be pressed. */
  but?: 'own' | 'cancelling';
}

interface Asker {
  name: string;
  /** On the task's connection. */
  role: Role | undefined;
}

/** In the order of the buttons; the first one is what one came for. */
export function possible(
  task: Pick<Task, 'state' | 'kind' | 'settings' | 'created_by'>,
  lastRun: Pick<Run, 'state' | 'cancel_requested'> | undefined,
  asker: Asker,
): Possible[] {
  const found: Possible[] = [];
  if (reaches(asker.role, 'approver') && task.state === 'AwaitingApproval') {
    const but = task.created_by === asker.name ? 'own' : undefined;
    found.push({ action: 'approve', but }, { action: 'reject', but });
  }
  if (!reaches(asker.role, 'operator')) return found;
  const recurs = task.settings.mode === 'Cron';
  const leftSomething = lastRun !== undefined && lastRun.state !== 'Succeeded';
  const retry: Possible[] = leftSomething ? [{ action: 'retry' }] : [];
  const cancel: Possible = {
    action: 'cancel',
    but: task.state === 'Running' && lastRun?.cancel_requested ? 'cancelling' : undefined,
  };
  switch (task.state) {
    case 'AwaitingApproval':
    case 'Queued':
    case 'Running':
      found.push(cancel);
      break;
    case 'Ready':
      found.push({ action: 'execute' }, cancel);
      break;
    case 'Scheduled':
      found.push({ action: 'execute' });
      if (recurs) found.push(...retry, { action: 'pause' });
      found.push(cancel);
      break;
    case 'Paused':
      found.push({ action: 'resume' }, cancel);
      break;
    case 'NeedsAttention':
      found.push({ action: 'retry' }, cancel);
      break;
    case 'Finished':
      found.push(...retry);
      break;
  }
  // A clean-up is made from the registry, not from an analysis that could be made again.
  if (task.kind === 'Sync') found.push({ action: 'clone' });
  return found;
}

/** Whether something happens to it by itself at this moment. */
export function isLive(state: Task['state']): boolean {
  return state === 'Queued' || state === 'Running';
}
