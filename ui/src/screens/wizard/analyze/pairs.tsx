/** A list of pairs: filtered, sorted and paged by the server, with what can be done to them. */

import { Button, Empty, Flex, Select, Table, Typography } from 'antd';
import type { SorterResult } from 'antd/es/table/interface';
import type { Analysis, Pair } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { Failure } from '../../../parts/failure';
import { useTexts } from '../../../texts';
import { Actions } from './actions';
import { useColumns } from './columns';
import { FilterBar } from './filter-bar';
import { type Filters, isSort, SIZES } from './filters';
import { useAdoptable, useIsAdopted } from './use-adoptable';
import { usePairs } from './use-pairs';
import { type Row, useSelected } from './use-selected';
import { useSkip } from './use-skip';

interface PairsProps {
  analysis: Analysis;
  filters: Filters;
  put: (change: Partial<Filters>) => void;
  mayAct: boolean;
  view: (position: number) => void;
  adopt: (pairs: Pair[]) => void;
}

export function Pairs({ analysis, filters, put, mayAct, view, adopt }: PairsProps) {
  const { wizard } = useTexts();
  const pairs = usePairs(analysis.id, filters);
  const { rows, slots, selected, select, clear } = useSelected(pairs.items);
  const skip = useSkip(analysis.id);
  const adoptable = useAdoptable(analysis);
  const isAdopted = useIsAdopted(analysis);
  const columns = useColumns({ filters, mayAct, view, adopt, adoptable, isAdopted, skip: skip.mutate });
  if (pairs.isError) return <Failure error={pairs.error} again={() => pairs.refetch()} />;
  return (
    <Flex vertical gap="small">
      <FilterBar key={filters.tab} filters={filters} put={put} />
      {mayAct && (
        <Actions
          analysis={analysis}
          filters={filters}
          found={pairs.total}
          selected={selected}
          isBusy={skip.isPending}
          skip={(body) => skip.mutate(body, { onSuccess: clear })}
          adopt={adopt}
          adoptable={adoptable}
        />
      )}
      {/* A box of its own and not the table's `scroll`, which has every header a second time, out of sight. */}
      <div style={{ overflowX: 'auto' }}>
        <Table<Row>
          size="small"
          rowKey="slot"
          dataSource={rows}
          columns={columns}
          loading={pairs.isPending || pairs.isPlaceholderData || skip.isPending}
          pagination={false}
          tableLayout="fixed"
          style={{ minWidth: 940 }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={wizard.analyze.noPair} />,
          }}
          rowSelection={
            mayAct
              ? {
                  selectedRowKeys: slots,
                  onChange: (keys) => select(keys.map(Number)),
                  getCheckboxProps: (pair) => ({ 'aria-label': wizard.analyze.select(pair.source) }),
                }
              : undefined
          }
          onChange={(_pages, _filters, sorter) => put(sortOf(sorter))}
        />
      </div>
      <Pager pairs={pairs} size={filters.size} put={put} />
    </Flex>
  );
}

function sortOf(sorter: SorterResult<Row> | SorterResult<Row>[]): Partial<Filters> {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  if (!one?.order || !isSort(one.columnKey)) return { sort: 'position', order: 'asc' };
  return { sort: one.columnKey, order: one.order === 'descend' ? 'desc' : 'asc' };
}

interface PagerProps {
  pairs: ReturnType<typeof usePairs>;
  size: number;
  put: (change: Partial<Filters>) => void;
}

function Pager({ pairs, size, put }: PagerProps) {
  const { wizard } = useTexts();
  const from = pairs.page * size;
  const shown = pairs.items.length;
  return (
    <Flex justify="flex-end" align="center" gap="small" wrap>
      <Typography.Text type="secondary" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {shown > 0 && wizard.analyze.shown(amount(from + 1), amount(from + shown), amount(pairs.total))}
      </Typography.Text>
      <Select
        size="small"
        aria-label={wizard.analyze.pageSize}
        value={size}
        onChange={(next) => put({ size: next })}
        options={SIZES.map((value) => ({ value, label: wizard.analyze.perPage(value) }))}
      />
      <Button size="small" onClick={pairs.back} disabled={!pairs.back}>
        {wizard.analyze.previousPage}
      </Button>
      <Button size="small" onClick={pairs.forth} disabled={!pairs.forth}>
        {wizard.analyze.nextPage}
      </Button>
    </Flex>
  );
}
