/** The columns of the list of registered shadows. */

import { Flex, type TableColumnsType, Typography, theme } from 'antd';
import type { Shadow } from '../../api/schema';
import { amount, bytes } from '../../parts/amount';
import { useSentence } from '../../parts/sentence';
import { ShadowState } from '../../parts/shadow-state';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import { timeOf } from './filter';

const NUMBER = { align: 'end', onCell: () => ({ style: { fontVariantNumeric: 'tabular-nums' } }) } as const;

export function useColumns(): TableColumnsType<Shadow> {
  const { registry: texts } = useTexts();
  const sentence = useSentence();
  const { token } = theme.useToken();
  const { columns } = texts;
  const code = (name: string) => <span style={{ fontFamily: token.fontFamilyCode }}>{name}</span>;
  const byText = (pick: (shadow: Shadow) => string) => (one: Shadow, other: Shadow) =>
    pick(one) < pick(other) ? -1 : 1;
  return [
    {
      title: columns.shadow,
      width: 190,
      ellipsis: true,
      sorter: byText((one) => one.shadow),
      render: (_, one) => code(one.shadow),
    },
    {
      title: columns.source,
      width: 140,
      ellipsis: true,
      sorter: byText((one) => one.source),
      render: (_, one) => code(one.source),
    },
    {
      title: columns.state,
      width: 115,
      sorter: byText((one) => one.state),
      render: (_, one) => <ShadowState state={one.state} />,
    },
    {
      title: columns.why,
      width: 170,
      render: (_, one) => (
        <Typography.Paragraph
          ellipsis={{ rows: 2, tooltip: one.reasons.map(sentence).join('\n') }}
          style={{ margin: 0 }}
        >
          {one.reasons.map(sentence).join(' · ') || '–'}
        </Typography.Paragraph>
      ),
    },
    {
      title: columns.rows,
      width: 80,
      ...NUMBER,
      sorter: (one, other) => (one.rows_estimate ?? -1) - (other.rows_estimate ?? -1),
      render: (_, one) => amount(one.rows_estimate),
    },
    {
      title: columns.bytes,
      width: 95,
      ...NUMBER,
      sorter: (one, other) => (one.bytes_estimate ?? -1) - (other.bytes_estimate ?? -1),
      render: (_, one) => bytes(one.bytes_estimate),
    },
    {
      title: columns.registered,
      width: 170,
      sorter: byText((one) => one.created_at),
      render: (_, one) => <Registered of={one} />,
    },
  ];
}

function Registered({ of: { who, created_at, updated_at } }: { of: Shadow }) {
  const { registry: texts } = useTexts();
  return (
    <Flex vertical>
      {who}
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        <When at={timeOf(created_at)} />
      </Typography.Text>
      {updated_at !== created_at && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {texts.changedAt} <When at={timeOf(updated_at)} />
        </Typography.Text>
      )}
    </Flex>
  );
}
