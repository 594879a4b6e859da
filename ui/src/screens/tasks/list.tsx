/** The Task Center: all tasks that one may see, live. */

import { Badge, Button, Empty, Flex, Tabs, Typography } from 'antd';
import { Link } from 'react-router';
import { useConnectionChoices } from '../../api/connections';
import { reaches, useMe } from '../../api/me';
import { useAddress } from '../../parts/address';
import { Listed } from '../../parts/listed';
import { Page } from '../../parts/page';
import { useTexts } from '../../texts';
import { isFiltered, readFilters, TABS, type Filters as Wanted } from './filters';
import { useColumns } from './list/columns';
import { Filters } from './list/filter-bar';
import { useAwaitingMe, useTasks } from './queries';

export function Component() {
  const { tasks } = useTexts();
  const [params, change] = useAddress();
  const filters = readFilters(params);
  const pages = useTasks(filters);
  const columns = useColumns(filters);
  const mayCreate = useMayCreate();
  return (
    <Page
      title={tasks.title}
      actions={
        mayCreate && (
          <Link to="/tasks/new">
            <Button type="primary" tabIndex={-1}>
              {tasks.newTask}
            </Button>
          </Link>
        )
      }
    >
      <div>
        <Which filters={filters} choose={(tab) => change({ tab: tab === 'all' ? null : tab, state: null })} />
        <Filters filters={filters} change={change} />
      </div>
      <Listed
        pages={pages}
        rowKey="id"
        columns={columns}
        scroll={{ x: 1000 }}
        onChange={(_, __, sorter) => {
          const { columnKey, order } = Array.isArray(sorter) ? {} : sorter;
          // A third click takes the order away: the newest come first again.
          const isSorted = columnKey !== undefined && order;
          change({
            sort: isSorted ? String(columnKey) : null,
            order: isSorted && order === 'ascend' ? 'asc' : null,
          });
        }}
        locale={{ emptyText: pages.isPending ? ' ' : <Nothing filters={filters} mayCreate={mayCreate} /> }}
      />
    </Page>
  );
}

function Which({ filters, choose }: { filters: Wanted; choose: (tab: string) => void }) {
  const { tasks } = useTexts();
  const awaiting = useAwaitingMe().data ?? 0;
  const items = TABS.map((tab) => ({
    key: tab,
    label:
      tab === 'approval' ? (
        <Flex gap={6} align="center">
          {tasks.tabs.approval}
          <Badge count={awaiting} size="small" color="volcano" />
        </Flex>
      ) : (
        tasks.tabs[tab]
      ),
  }));
  return <Tabs aria-label={tasks.tabs.label} items={items} activeKey={filters.tab} onChange={choose} />;
}

/** Whether there is a connection on which one may submit tasks; where there is none yet, one's own role says it. */
function useMayCreate(): boolean {
  const connections = useConnectionChoices().data;
  const role = useMe().data?.role;
  if (!connections || connections.length === 0) return reaches(role, 'operator');
  return connections.some((connection) => reaches(connection.role, 'operator'));
}

function Nothing({ filters, mayCreate }: { filters: Wanted; mayCreate: boolean }) {
  const { tasks } = useTexts();
  const { empty } = tasks;
  if (isFiltered(filters)) return <Empty description={empty.filtered} image={Empty.PRESENTED_IMAGE_SIMPLE} />;
  if (filters.tab !== 'all')
    return <Empty description={empty[filters.tab]} image={Empty.PRESENTED_IMAGE_SIMPLE} />;
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      styles={{ root: { paddingBlock: 48 } }}
      description={
        <Flex vertical gap={4}>
          <Typography.Text strong>{empty.none}</Typography.Text>
          <Typography.Text type="secondary">{empty.noneHint}</Typography.Text>
        </Flex>
      }
    >
      {mayCreate && (
        <Link to="/tasks/new">
          <Button tabIndex={-1}>{tasks.newTask}</Button>
        </Link>
      )}
    </Empty>
  );
}
