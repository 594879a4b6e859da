/** The list of registered shadows, and of the orphans among them. */

import { Button, Empty, Flex, Table, Tabs, Tooltip, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { reaches } from '../../api/me';
import type { Connection, Shadow, Which } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Failure } from '../../parts/failure';
import type { Place } from '../../parts/place-choice';
import { SearchField } from '../../parts/search-field';
import { useRoom } from '../../parts/use-room';
import { useTexts } from '../../texts';
import { CleanUp } from './clean-up';
import { useColumns } from './columns';
import { filtered, isOrphan, tabOf } from './filter';
import { useShadows } from './queries';

interface ShadowsProps {
  place: Place;
  database: string;
  connection: Connection | undefined;
}

export function Shadows({ place, database, connection }: ShadowsProps) {
  const { registry: texts, words } = useTexts();
  const [params, change] = useAddress();
  const found = useShadows(place);
  const all = useMemo(() => found.data ?? [], [found.data]);
  const tab = tabOf(params);
  const search = params.get('search') ?? '';
  const shown = useMemo(() => filtered(all, tab, search), [all, tab, search]);
  const columns = useColumns();
  const [selected, setSelected] = useState<string[]>([]);
  const [cleaned, setCleaned] = useState<Which | null>(null);
  const [box, height] = useRoom<HTMLDivElement>(110);
  if (found.isError && !found.data) return <Failure error={found.error} again={() => found.refetch()} />;
  const orphans = all.filter(isOrphan).length;
  const may = reaches(connection?.role, 'operator');
  const item = (key: 'all' | 'orphans', count: number) => ({
    key,
    label: found.data ? texts.counted(texts.tabs[key], count) : texts.tabs[key],
  });
  const nothing = all.length === 0 ? texts.none : tab === 'orphans' ? texts.noOrphans : texts.noneFound;
  return (
    <div>
      <Tabs
        items={[item('all', all.length), item('orphans', orphans)]}
        activeKey={tab}
        onChange={(key) => change({ tab: key === 'orphans' ? key : null })}
      />
      <Flex gap="small" wrap align="center" style={{ marginBottom: 12 }}>
        <SearchField
          label={texts.searchLabel}
          value={search}
          search={(typed) => change({ search: typed })}
          wait={0}
        />
        <Button onClick={() => found.refetch()} loading={found.isFetching && !found.isPending}>
          {words.refresh}
        </Button>
        <Flex gap="small" style={{ marginInlineStart: 'auto' }}>
          {may && orphans > 0 && (
            <Button danger onClick={() => setCleaned('orphans')}>
              {texts.cleanUpOrphans}
            </Button>
          )}
          <Tooltip
            title={!may ? texts.cleanUpRefused : selected.length === 0 ? texts.selectFirst : undefined}
          >
            <Button
              danger
              disabled={!may || selected.length === 0}
              onClick={() => setCleaned({ named: selected })}
            >
              {texts.cleanUp(selected.length)}
            </Button>
          </Tooltip>
        </Flex>
      </Flex>
      <div ref={box}>
        <Table<Shadow>
          virtual
          size="small"
          rowKey="shadow"
          dataSource={shown}
          columns={columns}
          loading={found.isPending ? { description: texts.comparing } : false}
          pagination={false}
          showSorterTooltip={false}
          scroll={{ x: 1004, y: height }}
          rowSelection={{
            selectedRowKeys: selected,
            preserveSelectedRowKeys: true,
            columnWidth: 44,
            onChange: (keys) => setSelected(keys.map(String)),
            getCheckboxProps: (one) => ({ 'aria-label': one.shadow }),
          }}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={found.isPending ? texts.comparing : nothing}
              />
            ),
          }}
        />
      </div>
      <Typography.Text type="secondary" style={{ display: 'block', marginBlockStart: 12 }}>
        {words.of(shown.length, all.length)}
      </Typography.Text>
      {cleaned && (
        <CleanUp place={place} database={database} which={cleaned} close={() => setCleaned(null)} />
      )}
    </div>
  );
}
