/** The columns of the list of tables. */

import { Button, type TableColumnsType, Tag, Tooltip, Typography, theme } from 'antd';
import type { SortOrder } from 'antd/es/table/interface';
import { amount, bytes } from '../../parts/amount';
import { ShadowState } from '../../parts/shadow-state';
import { useTexts } from '../../texts';
import type { Filter, SortBy } from './filter';
import type { TableRow } from './queries';

const COLORS: Record<string, string> = { Source: 'blue', Shadow: 'purple', Orphan: 'orange' };
const CUT = {
  maxWidth: '100%',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  verticalAlign: 'middle',
} as const;
const TABULAR = { fontVariantNumeric: 'tabular-nums' } as const;

interface Listing {
  filter: Filter;
  /** Whether sizes are still on their way. */
  isSizing: boolean;
}

export function useColumns(
  { filter, isSizing }: Listing,
  view: (name: string) => void,
): TableColumnsType<TableRow> {
  const { tables: texts } = useTexts();
  const { token } = theme.useToken();
  const { columns } = texts;
  const sorted = (key: SortBy): { key: SortBy; sorter: true; sortOrder: SortOrder } => ({
    key,
    sorter: true,
    sortOrder: filter.sort === key ? (filter.descending ? 'descend' : 'ascend') : null,
  });
  return [
    {
      title: columns.name,
      ...sorted('name'),
      width: 270,
      ellipsis: true,
      render: (_, { name }) => <span style={{ fontFamily: token.fontFamilyCode }}>{name}</span>,
    },
    { title: columns.role, ...sorted('role'), width: 240, render: (_, table) => <Role of={table} /> },
    {
      title: columns.state,
      ...sorted('state'),
      width: 130,
      render: (_, { pairState }) => (pairState ? <ShadowState state={pairState} /> : '–'),
    },
    {
      title: <Tooltip title={texts.estimate}>{columns.rows}</Tooltip>,
      ...sorted('rows'),
      width: 100,
      align: 'end',
      onCell: () => ({ style: TABULAR }),
      render: (_, table) => (isSizing ? '…' : amount(table.rows_estimate)),
    },
    {
      title: <Tooltip title={texts.estimate}>{columns.bytes}</Tooltip>,
      ...sorted('bytes'),
      width: 100,
      align: 'end',
      onCell: () => ({ style: TABULAR }),
      render: (_, table) => (isSizing ? '…' : bytes(table.bytes_estimate)),
    },
    {
      title: columns.actions,
      key: 'actions',
      width: 90,
      align: 'end',
      render: (_, { name, role }) =>
        ['Source', 'Shadow', 'Other'].includes(role) && (
          <Button type="link" size="small" aria-label={texts.viewOf(name)} onClick={() => view(name)}>
            {texts.view}
          </Button>
        ),
    },
  ];
}

function Role({ of: { role, partner } }: { of: TableRow }) {
  const { tables: texts } = useTexts();
  const partners: Record<string, (name: string) => string> = {
    Source: texts.sourceOf,
    Shadow: texts.shadowOf,
    Orphan: texts.orphanOf,
  };
  const say = partners[role];
  return (
    <Tooltip title={texts.roleMeanings[role]}>
      {partner && say ? (
        <Tag color={COLORS[role]} style={CUT}>
          {say(partner)}
        </Tag>
      ) : (
        <Typography.Text type="secondary">{texts.roles[role] ?? role}</Typography.Text>
      )}
    </Tooltip>
  );
}
