/** Shadows that go or went, each with its statements. */

import { Flex, Table, Tag, Typography, theme } from 'antd';
import type { DroppedShadow } from '../../api/schema';
import { amount, bytes } from '../../parts/amount';
import { useTexts } from '../../texts';

const RESULTS: Record<string, string> = { Dropped: 'success', Failed: 'error', Refused: 'warning' };

export function DroppedList({ shadows }: { shadows: DroppedShadow[] }) {
  const { registry: texts } = useTexts();
  const { token } = theme.useToken();
  const code = { fontFamily: token.fontFamilyCode };
  const ran = shadows.some((one) => one.result && one.result !== 'Refused');
  return (
    <Table<DroppedShadow>
      size="small"
      rowKey="shadow"
      dataSource={shadows}
      pagination={shadows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      scroll={{ x: 720 }}
      expandable={{
        rowExpandable: (one) => one.statements.length > 0,
        expandedRowRender: (one) => <Statements of={one} />,
      }}
      columns={[
        {
          title: texts.columns.shadow,
          render: (_, one) => (
            <Flex vertical>
              <span style={code}>{one.shadow}</span>
              {!one.exists && <Typography.Text type="secondary">{texts.notThere}</Typography.Text>}
              {one.reasons.map((reason) => (
                <Typography.Text key={reason} type="warning">
                  {reason}
                </Typography.Text>
              ))}
            </Flex>
          ),
        },
        { title: texts.columns.source, render: (_, one) => <span style={code}>{one.source}</span> },
        {
          title: texts.columns.rows,
          align: 'end',
          width: 150,
          render: (_, one) => <Rows of={one} />,
        },
        {
          title: texts.columns.bytes,
          align: 'end',
          width: 100,
          render: (_, one) => bytes(one.bytes_estimate),
        },
        {
          title: texts.columns.state,
          width: 110,
          hidden: !ran && !shadows.some((one) => one.result),
          render: (_, { result }) =>
            result && <Tag color={RESULTS[result]}>{texts.results[result] ?? result}</Tag>,
        },
      ]}
    />
  );
}

function Rows({ of: one }: { of: DroppedShadow }) {
  const { registry: texts } = useTexts();
  if (!one.exists) return '–';
  if (one.has_rows === false) return texts.empty;
  const estimate = one.rows_estimate ? ` · ~${amount(one.rows_estimate)}` : '';
  return (
    <Typography.Text type="danger" strong>
      {texts.hasRows}
      {estimate}
    </Typography.Text>
  );
}

function Statements({ of: one }: { of: DroppedShadow }) {
  const { token } = theme.useToken();
  return (
    <Flex vertical gap={4}>
      {one.statements.map((statement) => (
        <div key={statement.position}>
          <code style={{ fontFamily: token.fontFamilyCode, whiteSpace: 'pre-wrap' }}>{statement.sql};</code>
          {statement.message && (
            <Typography.Text type="danger" style={{ display: 'block' }}>
              {statement.code} {statement.message}
            </Typography.Text>
          )}
        </div>
      ))}
    </Flex>
  );
}
