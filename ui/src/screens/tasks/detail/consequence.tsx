/** What will happen when somebody does it. */

import { Typography } from 'antd';
import dayjs from 'dayjs';
import type { Run, Task } from '../../../api/schema';
import { useTexts } from '../../../texts';
import { isUnderWay, useProgress } from '../queries';
import type { Asked } from './act';

interface ConsequenceProps {
  task: Task;
  action: Asked;
  lastRun: Run | undefined;
}

export function Consequence({ task, action, lastRun }: ConsequenceProps) {
  const { ask } = useTexts().tasks;
  const { mode, start_at } = task.settings;
  switch (action) {
    case 'approve': {
      const at = start_at ? dayjs(start_at).format('YYYY-MM-DD HH:mm:ss') : '–';
      return <Sentences task={task} others={[mode === 'At' ? ask.approve.At(at) : ask.approve[mode]]} />;
    }
    case 'execute': {
      const others = mode === 'At' ? [ask.executeAt] : mode === 'Cron' ? [ask.executeCron] : [];
      return <Sentences task={task} others={[...others, ask.execute]} />;
    }
    case 'cancel':
      return lastRun && isUnderWay(lastRun) ? (
        <Cancelled task={task} run={lastRun} />
      ) : (
        <Sentences others={mode === 'Cron' ? [ask.cancelCron, ask.cancel] : [ask.cancel]} />
      );
    case 'retry':
      return (
        <Sentences others={task.state === 'NeedsAttention' ? [ask.retryAttention, ask.retry] : [ask.retry]} />
      );
    case 'reject':
      return <Sentences others={[ask.reject]} />;
    case 'pause':
      return <Sentences others={[ask.pause]} />;
    case 'resume':
      return <Sentences others={[ask.resume]} />;
  }
}

/** Of a task: first which tables it changes, and which hazards were allowed. */
function Sentences({ task, others }: { task?: Task; others: string[] }) {
  const { tasks, words } = useTexts();
  const { ask } = tasks;
  const { Create = 0, Modify = 0, pairs = 0, statements = 0 } = task?.counts ?? {};
  const hazards = task?.settings.hazards ?? [];
  return (
    <div>
      {task && <div>{task.kind === 'Sync' ? ask.what(Create, Modify, statements) : ask.drop(pairs)}</div>}
      {hazards.length > 0 && <div>{ask.hazards(words.list(hazards))}</div>}
      {others.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </div>
  );
}

/** A run under way: the statement that is about to be killed is named. */
function Cancelled({ task, run }: { task: Task; run: Run }) {
  const { ask } = useTexts().tasks;
  const running = useProgress(task.id, run).data?.running ?? [];
  return (
    <div>
      <div>{ask.cancelRunning}</div>
      {running.map(({ pair, shadow }) => (
        <Typography.Text key={pair} type="danger">
          <div>{ask.cancelStatement(shadow)}</div>
        </Typography.Text>
      ))}
      {task.settings.mode === 'Cron' && <div>{ask.cancelCron}</div>}
    </div>
  );
}
