/** All tables of a database. Only those are drawn that can be seen, so that ten thousand are as quick as ten. */

import { Button, Empty, Flex, Table, Typography } from 'antd';
import { useMemo } from 'react';
import type { Connection } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Failure } from '../../parts/failure';
import type { Place } from '../../parts/place-choice';
import { useRoom } from '../../parts/use-room';
import { useTexts } from '../../texts';
import { useColumns } from './columns';
import { filtered, filterOf } from './filter';
import { type TableRow, useTables } from './queries';
import { Toolbar } from './toolbar';
import { TableView } from './view';

interface TableListProps {
  place: Place;
  connection: Connection | undefined;
  selected: string[];
  select: (names: string[]) => void;
}

export function TableList({ place, connection, selected, select }: TableListProps) {
  const { tables: texts, words } = useTexts();
  const [params, change] = useAddress();
  const found = useTables(place);
  const filter = useMemo(() => filterOf(params), [params]);
  const shown = useMemo(() => filtered(found.tables, filter), [found.tables, filter]);
  const columns = useColumns({ filter, isSizing: found.isSizing }, (name) => change({ view: name }));
  const [box, height] = useRoom<HTMLDivElement>(110);
  const { listed } = found;
  if (listed.isError && !listed.data) return <Failure error={listed.error} again={() => listed.refetch()} />;
  const viewed = found.tables.find((table) => table.name === params.get('view'));
  return (
    <>
      <Toolbar filter={filter} change={change} found={found} />
      <div ref={box}>
        <Table<TableRow>
          virtual
          size="small"
          rowKey="name"
          dataSource={shown}
          columns={columns}
          loading={listed.isPending}
          pagination={false}
          scroll={{ x: 974, y: height }}
          showSorterTooltip={false}
          onChange={(_page, _filters, sorter) => {
            const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
            change({
              sort: order && typeof columnKey === 'string' ? columnKey : null,
              order: order === 'descend' ? 'desc' : null,
            });
          }}
          rowSelection={{
            selectedRowKeys: selected,
            preserveSelectedRowKeys: true,
            columnWidth: 44,
            onChange: (keys) => select(keys.map(String)),
            getCheckboxProps: ({ name, role }) => ({
              disabled: role !== 'Source' && role !== 'Other',
              'aria-label': name,
            }),
          }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={found.tables.length === 0 ? texts.none : texts.noneFound}
              />
            ),
          }}
        />
      </div>
      <Flex gap="middle" align="center">
        <Typography.Text type="secondary">{words.of(shown.length, found.tables.length)}</Typography.Text>
        {selected.length > 0 && (
          <>
            <Typography.Text>{texts.selected(selected.length)}</Typography.Text>
            <Button type="link" size="small" onClick={() => select([])}>
              {texts.clearSelection}
            </Button>
          </>
        )}
      </Flex>
      {viewed && (
        <TableView
          key={viewed.name}
          table={viewed}
          place={place}
          connection={connection}
          close={() => change({ view: null })}
        />
      )}
    </>
  );
}
