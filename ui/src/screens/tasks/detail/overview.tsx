/** The first thing one sees of a task: how far its run is, and what it is. */

import { Card, Flex, Typography } from 'antd';
import type { Run, Task } from '../../../api/schema';
import { useTexts } from '../../../texts';
import { Basics } from './basics';
import { RunProgress } from './run-progress';

export function Overview({ task, run }: { task: Task; run: Run | undefined }) {
  const { tasks } = useTexts();
  return (
    <Flex vertical gap="middle">
      <Card size="small" title={run ? tasks.run.title(run.number) : tasks.run.progress}>
        {run ? <RunProgress task={task} run={run} /> : <NotYet task={task} />}
      </Card>
      <Card size="small" title={tasks.basics.title}>
        <Basics task={task} />
      </Card>
    </Flex>
  );
}

function NotYet({ task }: { task: Task }) {
  const { tasks } = useTexts();
  return (
    <>
      <div>{tasks.run.none}</div>
      <Typography.Text type="secondary">{tasks.run.noneHint[task.state]}</Typography.Text>
    </>
  );
}
