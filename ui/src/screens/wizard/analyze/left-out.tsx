/** What the range covers but is no source: shadows, views, what was excluded. */

import { Collapse, Table } from 'antd';
import type { Analysis } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { useSentence } from '../../../parts/sentence';
import { useTexts } from '../../../texts';

interface LeftOutTable {
  name: string;
  reason: string;
}

/** The document describes its items as objects only. */
function leftOut(analysis: Analysis): LeftOutTable[] {
  return analysis.left_out.flatMap((item: { name?: unknown; reason?: unknown }) =>
    typeof item.name === 'string' && typeof item.reason === 'string'
      ? [{ name: item.name, reason: item.reason }]
      : [],
  );
}

export function LeftOut({ analysis }: { analysis: Analysis }) {
  const { wizard } = useTexts();
  const sentence = useSentence();
  const tables = leftOut(analysis);
  if (tables.length === 0) return null;
  const list = (
    <Table<LeftOutTable>
      size="small"
      rowKey="name"
      dataSource={tables}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: wizard.analyze.name, dataIndex: 'name' },
        { title: wizard.analyze.reason, dataIndex: 'reason', render: sentence },
      ]}
    />
  );
  return (
    <Collapse
      items={[{ key: 'left-out', label: wizard.analyze.leftOut(amount(tables.length)), children: list }]}
    />
  );
}
