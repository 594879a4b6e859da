/** Shadows that go or stay, each with its statements. */

import { Flex, Table, Typography, theme } from 'antd';
import type { GoingShadow } from '../../api/schema';
import { amount, bytes } from '../../parts/amount';
import { useSentence } from '../../parts/sentence';
import { useTexts } from '../../texts';

export function GoingList({ shadows }: { shadows: GoingShadow[] }) {
  const { registry: texts } = useTexts();
  const sentence = useSentence();
  const { token } = theme.useToken();
  const code = { fontFamily: token.fontFamilyCode };
  return (
    <Table<GoingShadow>
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
              {one.refused && (
                <Typography.Text type="warning">
                  {texts.stays}
                  {sentence(one.refused)}
                </Typography.Text>
              )}
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
      ]}
    />
  );
}

function Rows({ of: one }: { of: GoingShadow }) {
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

function Statements({ of: one }: { of: GoingShadow }) {
  const { token } = theme.useToken();
  return (
    <Flex vertical gap={4}>
      {one.statements.map((statement) => (
        <code key={statement.sql} style={{ fontFamily: token.fontFamilyCode, whiteSpace: 'pre-wrap' }}>
          {`${statement.sql};`}
        </code>
      ))}
    </Flex>
  );
}
