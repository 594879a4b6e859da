/** The statements of a table in a run: what was sent, when, for how long, and what the server said. */

import { Flex, Skeleton, Table, type TableProps, Typography, theme } from 'antd';
import type { Run, Step } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { Failure } from '../../../parts/failure';
import { useSentence } from '../../../parts/sentence';
import { State } from '../../../parts/tags';
import { duration, When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import { useSteps } from '../queries';

export function Steps({ id, run, position }: { id: string; run: Run; position: number }) {
  const { tasks } = useTexts();
  const steps = useSteps(id, run, position);
  const columns = useColumns();
  if (steps.isError && !steps.data) return <Failure error={steps.error} again={() => steps.refetch()} />;
  if (!steps.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (steps.data.length === 0) return <Typography.Text type="secondary">{tasks.steps.none}</Typography.Text>;
  return (
    <Table<Step>
      size="small"
      rowKey="position"
      columns={columns}
      dataSource={steps.data}
      pagination={false}
    />
  );
}

function useColumns(): NonNullable<TableProps<Step>['columns']> {
  const { steps } = useTexts().tasks;
  const numbers = { whiteSpace: 'nowrap' as const, fontVariantNumeric: 'tabular-nums' };
  // Numbers stand beside the first line of a long statement.
  const top = { onCell: () => ({ style: { verticalAlign: 'top' as const } }) };
  const columns: NonNullable<TableProps<Step>['columns']> = [
    { title: steps.number, width: 56, align: 'right', render: (_, step) => step.position + 1 },
    { title: steps.sql, render: (_, step) => <Statement step={step} /> },
    { title: steps.state, width: 110, render: (_, step) => <State of="stepStates" word={step.state} /> },
    { title: steps.started, width: 160, render: (_, step) => <When at={step.started_at} /> },
    {
      title: steps.took,
      width: 90,
      align: 'right',
      render: (_, { took_ms }) => (
        <span style={numbers}>{typeof took_ms === 'number' ? duration(took_ms) : '–'}</span>
      ),
    },
    {
      title: steps.rows,
      width: 80,
      align: 'right',
      render: (_, step) => <span style={numbers}>{amount(step.affected_rows)}</span>,
    },
  ];
  return columns.map((column) => ({ ...column, ...top }));
}

function Statement({ step }: { step: Step }) {
  const { steps } = useTexts().tasks;
  const sentence = useSentence();
  const { token } = theme.useToken();
  const { code, sqlstate, message, remark, warnings } = step;
  return (
    <Flex vertical gap={4}>
      <pre
        // A long definition scrolls within its own box, by keyboard too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        style={{
          margin: 0,
          maxHeight: 220,
          overflow: 'auto',
          whiteSpace: 'pre-wrap',
          fontFamily: token.fontFamilyCode,
          fontSize: 13,
        }}
      >
        {step.sql}
      </pre>
      {(message || typeof code === 'number') && (
        <Typography.Text type="danger">
          {typeof code === 'number' && <strong>{steps.error(code, sqlstate)}: </strong>}
          {message}
        </Typography.Text>
      )}
      {remark && <Typography.Text type="secondary">{sentence(remark)}</Typography.Text>}
      {warnings.length > 0 && (
        <div>
          <Typography.Text strong>{steps.warnings}</Typography.Text>
          {warnings.map((warning) => (
            <div key={warning}>{warning}</div>
          ))}
        </div>
      )}
    </Flex>
  );
}
