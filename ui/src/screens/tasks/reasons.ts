/** Why a task or a run is where it is: what the server says in the console's words, what a person wrote as it is. */

import type { Run, Task } from '../../api/schema';
import { useSentence } from '../../parts/sentence';

/** Where the server brings a task and says why; elsewhere the reason is a comment. */
const BY_ITSELF: readonly Task['state'][] = ['Expired'];

/** Where a run is brought by whoever cancels it. */
const BY_PEOPLE: readonly Run['state'][] = ['Cancelling', 'Cancelled'];

export function useTaskReason(task: Task): string | undefined {
  const sentence = useSentence();
  const reason = task.state_reason ?? undefined;
  return reason && BY_ITSELF.includes(task.state) ? sentence(reason) : reason;
}

export function useRunReason(run: Run | undefined): string | undefined {
  const sentence = useSentence();
  const reason = run?.reason ?? undefined;
  return run && reason && !BY_PEOPLE.includes(run.state) ? sentence(reason) : reason;
}
