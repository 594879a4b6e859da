/** What a run made of each table, and the statements of those that are opened. */

import { CheckCircleOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Flex, Segmented, type TableProps, Tooltip, Typography } from 'antd';
import type { PairResult, Run, RunPair, Task } from '../../../api/schema';
import { useAddress } from '../../../parts/address';
import { amount } from '../../../parts/amount';
import { Listed } from '../../../parts/listed';
import { SearchField } from '../../../parts/search-field';
import { useSentence } from '../../../parts/sentence';
import { State } from '../../../parts/tags';
import { duration, When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import { useProgress, useRunPairs } from '../queries';
import { RunPairView } from './run-pair';
import { RESULTS } from './run-progress';
import { Steps } from './steps';

export function RunPairs({ task, run }: { task: Task; run: Run }) {
  const { tasks } = useTexts();
  const [params, change] = useAddress();
  const result = RESULTS.find((one) => one === params.get('result'));
  const search = params.get('search') ?? '';
  const open = (params.get('open') ?? '').split(',').filter(Boolean).map(Number);
  const pairs = useRunPairs(task.id, run, { search, results: result ? [result] : [] });
  const columns = useColumns((source) => change({ view: source }));
  const isFiltered = Boolean(result || search);
  return (
    <Flex vertical gap="middle">
      <Flex gap="middle" wrap align="center">
        <ByResult
          task={task}
          run={run}
          result={result}
          choose={(chosen) => change({ result: chosen, open: null })}
        />
        <SearchField value={search} search={(text) => change({ search: text, open: null })} />
      </Flex>
      <Listed
        pages={pairs}
        rowKey="position"
        columns={columns}
        size="small"
        scroll={{ x: 960 }}
        locale={{
          emptyText: pairs.isPending ? (
            ' '
          ) : (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={isFiltered ? tasks.tables.none : tasks.tables.nothing}
            />
          ),
        }}
        expandable={{
          expandedRowKeys: open,
          onExpandedRowsChange: (keys) => change({ open: keys.join(',') }),
          expandIcon: ({ expanded, onExpand, record }) => (
            <Button
              type="text"
              size="small"
              icon={expanded ? <DownOutlined /> : <RightOutlined />}
              aria-expanded={expanded}
              aria-label={
                expanded
                  ? tasks.tables.hideStatements(record.shadow)
                  : tasks.tables.showStatements(record.shadow)
              }
              onClick={(event) => onExpand(record, event)}
            />
          ),
          expandedRowRender: (pair) => <Opened task={task} run={run} pair={pair} />,
        }}
      />
      <RunPairView task={task} run={run} source={params.get('view')} close={() => change({ view: null })} />
    </Flex>
  );
}

/** How far Ant Design moves a table in, in pixels, that stands alone in an opened row. */
const BESIDE = 40;

function Opened({ task, run, pair }: { task: Task; run: Run; pair: RunPair }) {
  const sentence = useSentence();
  return (
    <Flex vertical gap="small" style={{ paddingBlock: 8 }}>
      {pair.reasons.map((reason) => (
        <Alert
          key={reason}
          type={pair.result === 'Failed' ? 'error' : 'warning'}
          showIcon
          title={sentence(reason)}
          style={{ marginInlineStart: BESIDE }}
        />
      ))}
      <div>
        <Steps id={task.id} run={run} position={pair.position} />
      </div>
    </Flex>
  );
}

interface ByResultProps {
  task: Task;
  run: Run;
  result: PairResult | undefined;
  choose: (result: string | null) => void;
}

const ALL = 'all';

/** All, or those with one result; the counts say which are worth a look. */
function ByResult({ task, run, result, choose }: ByResultProps) {
  const { tasks, words } = useTexts();
  const counts = useProgress(task.id, run).data?.pairs ?? {};
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const some = RESULTS.filter((one) => counts[one] || one === result || one === 'Failed');
  return (
    <Segmented
      aria-label={tasks.tables.results}
      value={result ?? ALL}
      onChange={(chosen) => choose(chosen === ALL ? null : chosen)}
      options={[
        { value: ALL, label: `${words.all} ${amount(total)}` },
        ...some.map((one) => ({
          value: one as string,
          label: `${words.pairResults[one] ?? one} ${amount(counts[one] ?? 0)}`,
        })),
      ]}
    />
  );
}

/** Why; the beginning of it, and all of it when one points at it or opens the table. */
function Reasons({ pair: { reasons } }: { pair: RunPair }) {
  const sentence = useSentence();
  if (reasons.length === 0) return null;
  return (
    <Typography.Paragraph type="secondary" ellipsis={{ rows: 2, tooltip: true }} style={{ margin: 0 }}>
      {reasons.map(sentence).join(sentence('; '))}
    </Typography.Paragraph>
  );
}

function useColumns(view: (source: string) => void): NonNullable<TableProps<RunPair>['columns']> {
  const { tasks, words } = useTexts();
  const texts = tasks.tables;
  return [
    { title: words.source, dataIndex: 'source', ellipsis: true, width: 160 },
    { title: words.shadow, dataIndex: 'shadow', ellipsis: true, width: 190 },
    {
      title: texts.result,
      render: (_, pair) => (
        <Flex gap={4} align="baseline">
          <State of="pairResults" word={pair.result} />
          {pair.verified && (
            <Tooltip title={texts.verified}>
              <CheckCircleOutlined aria-label={texts.verified} role="img" style={{ alignSelf: 'center' }} />
            </Tooltip>
          )}
          <Reasons pair={pair} />
        </Flex>
      ),
    },
    { title: texts.started, width: 160, render: (_, pair) => <When at={pair.started_at} /> },
    {
      title: texts.time,
      width: 90,
      align: 'right',
      render: (_, { started_at, finished_at }) => (
        <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
          {started_at && finished_at ? duration(Date.parse(finished_at) - Date.parse(started_at)) : '–'}
        </span>
      ),
    },
    {
      title: <span style={{ visibility: 'hidden' }}>{texts.view}</span>,
      width: 80,
      render: (_, { source, shadow }) => (
        <Button type="link" size="small" onClick={() => view(source)} aria-label={texts.viewOf(shadow)}>
          {texts.view}
        </Button>
      ),
    },
  ];
}
