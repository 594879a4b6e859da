/** Where a task is, and how its last run ended where the task's own state does not tell. */

import { Flex, Tooltip } from 'antd';
import type { Task } from '../../api/schema';
import { State } from '../../parts/tags';
import { useTaskReason } from './reasons';

export function TaskState({ task }: { task: Task }) {
  const reason = useTaskReason(task);
  return (
    <Tooltip title={reason}>
      <Flex component="span" gap={4} wrap style={{ display: 'inline-flex' }}>
        <State of="taskStates" word={task.state} quiet={endedBadly(task)} />
        {endedBadly(task) && <State of="runStates" word={task.last_run?.state ?? ''} />}
      </Flex>
    </Tooltip>
  );
}

/** Whether the last run left something undone, which a task that is Finished or Scheduled does not tell by itself. */
function endedBadly(task: Task): boolean {
  const state = task.last_run?.state;
  return state === 'Failed' || state === 'SucceededWithErrors';
}
