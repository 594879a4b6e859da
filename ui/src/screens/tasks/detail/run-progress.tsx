/** How far a run is: its statements, its pairs by result, and what runs at this moment. */

import { Alert, Progress as Bar, Flex, Skeleton, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { PairResult, Progress, Run, Task } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { Failure } from '../../../parts/failure';
import { State } from '../../../parts/tags';
import { duration, When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import { isUnderWay, useProgress } from '../queries';
import { useRunReason } from '../reasons';

/** The order in which results are told. */
export const RESULTS: readonly PairResult[] = ['Synced', 'Failed', 'Refused', 'NotRun', 'Running', 'Pending'];

export function RunProgress({ task, run }: { task: Task; run: Run }) {
  const { tasks } = useTexts();
  const progress = useProgress(task.id, run);
  if (progress.isError && !progress.data)
    return <Failure error={progress.error} again={() => progress.refetch()} />;
  if (!progress.data) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  return (
    <Flex vertical gap="middle">
      <Reason run={run} />
      {isUnderWay(run) && (run.cancel_requested || run.state === 'Cancelling') && (
        <Alert type="warning" showIcon title={tasks.run.cancelling} />
      )}
      <Statements run={run} progress={progress.data} />
      <Results task={task} run={run} progress={progress.data} />
      <Current progress={progress.data} isOver={!isUnderWay(run)} />
      <Times run={run} />
    </Flex>
  );
}

function Reason({ run }: { run: Run }) {
  const { ask } = useTexts().tasks;
  const reason = useRunReason(run);
  const needsAttention = run.state === 'NeedsAttention';
  if (!reason) return null;
  return (
    <Alert
      type={needsAttention || run.state === 'Failed' ? 'error' : 'warning'}
      showIcon
      title={reason}
      description={needsAttention ? ask.retryAttention : undefined}
    />
  );
}

function Statements({ run, progress }: { run: Run; progress: Progress }) {
  const { tasks } = useTexts();
  const { Done = 0, Failed = 0, ...others } = progress.statements;
  const ended = Done + Failed;
  const all = Object.values(others).reduce((sum, count) => sum + count, ended);
  if (all === 0)
    return run.state === 'Running' ? (
      <Typography.Text type="secondary">{tasks.run.analyzing}</Typography.Text>
    ) : null;
  const isOver = !isUnderWay(run);
  const status = Failed > 0 || run.state === 'Failed' ? 'exception' : isOver ? 'normal' : 'active';
  return (
    <div>
      <Flex gap="middle" align="center">
        <Bar
          percent={Math.floor((ended / all) * 100)}
          status={ended === all && isOver && status === 'normal' ? 'success' : status}
          aria-label={tasks.run.progress}
          style={{ flex: 1, margin: 0 }}
        />
        <Typography.Text style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {tasks.run.percent(ended, all)}
        </Typography.Text>
      </Flex>
      {run.state === 'Running' && ended === all && (
        <Typography.Text type="secondary">{tasks.run.verifying}</Typography.Text>
      )}
    </div>
  );
}

/** Each is a way to the tables that it counts. */
function Results({ task, run, progress }: { task: Task; run: Run; progress: Progress }) {
  const { tasks } = useTexts();
  const shown = RESULTS.filter((result) => progress.pairs[result]);
  return (
    <Flex gap="large" wrap align="baseline">
      {shown.map((result) => (
        <Link key={result} to={`/tasks/${task.id}?tab=tables&run=${run.number}&result=${result}`}>
          <State of="pairResults" word={result} quiet={result === 'Running' && !isUnderWay(run)} />{' '}
          <span style={{ fontVariantNumeric: 'tabular-nums' }}>{amount(progress.pairs[result])}</span>
        </Link>
      ))}
      {(progress.pairs.Running ?? 0) > progress.running.length && (
        <Typography.Text type="secondary">{tasks.run.runningMeans}</Typography.Text>
      )}
    </Flex>
  );
}

const MOST = 4;

/** The statements that run; of a run that is over, those whose outcome nobody knows. */
function Current({ progress: { running }, isOver }: { progress: Progress; isOver: boolean }) {
  const { tasks } = useTexts();
  const now = useNow(running.length > 0 && !isOver);
  if (running.length === 0) return null;
  return (
    <Flex vertical gap={4}>
      <Typography.Text strong>{isOver ? tasks.run.unknown : tasks.run.current}</Typography.Text>
      {running.slice(0, MOST).map(({ pair, position, sql, started_at }) => (
        <Flex key={`${pair} ${position}`} gap="small" align="baseline">
          <Typography.Text code ellipsis style={{ flex: 1, minWidth: 0 }} title={sql}>
            {sql.slice(0, 300).replace(/\s+/g, ' ')}
          </Typography.Text>
          <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
            {started_at && !isOver && tasks.run.since(duration(Math.max(0, now - Date.parse(started_at))))}
          </Typography.Text>
        </Flex>
      ))}
      {running.length > MOST && (
        <Typography.Text type="secondary">{tasks.run.more(running.length - MOST)}</Typography.Text>
      )}
    </Flex>
  );
}

/** The time, each second while it is wanted. */
function useNow(isWanted: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isWanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isWanted]);
  return now;
}

function Times({ run }: { run: Run }) {
  const { tasks } = useTexts();
  const texts = tasks.run;
  const took = run.started_at && run.finished_at && Date.parse(run.finished_at) - Date.parse(run.started_at);
  const facts: [string, React.ReactNode][] = [
    [texts.queued, <When key="queued" at={run.queued_at} />],
    [texts.started, run.started_at && <When key="started" at={run.started_at} />],
    [texts.finished, run.finished_at && <When key="finished" at={run.finished_at} />],
    [texts.took, typeof took === 'number' && duration(took)],
    [texts.by, run.requested_by],
    [texts.node, run.node && <span title={run.node}>{run.node.slice(-6)}</span>],
  ];
  return (
    <Typography.Text type="secondary">
      <Flex gap="middle" wrap component="span">
        <span>{texts.causes[run.cause] ?? run.cause}</span>
        {facts.map(([name, fact]) => (fact ? <span key={name}>{[name, ' ', fact]}</span> : null))}
      </Flex>
    </Typography.Text>
  );
}
