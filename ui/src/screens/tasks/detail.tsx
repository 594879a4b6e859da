/** One task: where it is, what can be done with it, and all that it did. */

import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, Flex, Skeleton, Tabs, Tag } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { patiently } from '../../api/link';
import type { Run, Task } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Failure } from '../../parts/failure';
import { Page } from '../../parts/page';
import { useTexts } from '../../texts';
import { ActionButtons } from './detail/action-buttons';
import { Overview } from './detail/overview';
import { PlanPairs } from './detail/plan-pairs';
import { RunChoice } from './detail/run-choice';
import { RunPairs } from './detail/run-pairs';
import { Timeline } from './detail/timeline';
import { useLive } from './live';
import { useRun, useRuns, useTask } from './queries';
import { useRunReason, useTaskReason } from './reasons';
import { TaskState } from './task-state';

const Log = lazy(() => patiently(() => import('./detail/log')));
const Preview = lazy(() => patiently(() => import('./detail/preview')));

const PARTS = ['overview', 'tables', 'sql', 'timeline', 'log'] as const;
type Part = (typeof PARTS)[number];

/** What is about one run. */
const OF_RUN: readonly Part[] = ['overview', 'tables', 'log'];

export function Component() {
  const { id = '' } = useParams();
  const task = useTask(id);
  if (task.data) return <Detail task={task.data} />;
  if (task.isError) return <Failure error={task.error} again={() => task.refetch()} />;
  return <Skeleton active paragraph={{ rows: 8 }} />;
}

function Detail({ task }: { task: Task }) {
  const { tasks } = useTexts();
  const [params, change] = useAddress();
  const runs = useRuns(task);
  const newest = runs.items[0];
  const wanted = Number(params.get('run')) || newest?.number;
  const listed = runs.items.find((run) => run.number === wanted);
  const other = useRun(task.id, listed || runs.isPending ? undefined : wanted);
  const run = listed ?? other.data;
  const tick = useLive(task, newest);
  const part = PARTS.find((one) => one === params.get('tab')) ?? 'overview';
  const choice = (
    <RunChoice
      runs={runs}
      run={run}
      choose={(number) => change({ run: number === newest?.number ? null : String(number), open: null })}
    />
  );
  return (
    <Page
      name={tasks.task(task.number)}
      title={<Title task={task} />}
      actions={<ActionButtons task={task} lastRun={newest} />}
    >
      {/* The overview tells it beside the run. */}
      <Why task={task} run={part === 'overview' ? undefined : newest} />
      <Flex align="center" gap="middle" wrap>
        <Tabs
          aria-label={tasks.detailTabs.label}
          activeKey={part}
          onChange={(next) => change({ tab: next === 'overview' ? null : next })}
          style={{ flex: '1 1 480px', minWidth: 0 }}
          tabBarStyle={{ marginBlockEnd: 0 }}
          items={PARTS.map((key) => ({ key, label: tasks.detailTabs[key] }))}
        />
        {OF_RUN.includes(part) && choice}
      </Flex>
      <Suspense fallback={<Skeleton active />}>
        <Shown part={part} task={task} run={run} tick={tick} isPending={runs.isPending} />
      </Suspense>
    </Page>
  );
}

interface ShownProps {
  part: Part;
  task: Task;
  run: Run | undefined;
  tick: number;
  isPending: boolean;
}

function Shown({ part, task, run, tick, isPending }: ShownProps) {
  if (isPending) return <Skeleton active />;
  switch (part) {
    case 'overview':
      return <Overview task={task} run={run} />;
    case 'tables':
      return run ? <RunPairs task={task} run={run} /> : <PlanPairs task={task} />;
    case 'sql':
      return <Preview task={task} />;
    case 'timeline':
      return <Timeline task={task} />;
    case 'log':
      return <Log key={run?.id} task={task} run={run} tick={tick} />;
  }
}

function Title({ task }: { task: Task }) {
  const { tasks } = useTexts();
  return (
    <Flex gap="small" align="center" wrap>
      <Link to="/tasks" aria-label={tasks.back} title={tasks.back} style={{ fontSize: 18 }}>
        <ArrowLeftOutlined />
      </Link>
      {tasks.task(task.number)}
      <TaskState task={task} />
      {task.kind !== 'Sync' && <Tag>{tasks.kinds[task.kind] ?? task.kind}</Tag>}
    </Flex>
  );
}

/** Why the task is where it is: the words of whoever brought it there, or of its last run. */
function Why({ task, run }: { task: Task; run: Run | undefined }) {
  const own = useTaskReason(task);
  const ofRun = useRunReason(run);
  const isBad = task.state === 'NeedsAttention' || run?.state === 'Failed';
  const isOfRun = task.state === 'NeedsAttention' || task.state === 'Finished';
  const reason = own ?? (isOfRun ? ofRun : undefined);
  return reason ? <Alert type={isBad ? 'error' : 'info'} showIcon title={reason} /> : null;
}
