/** The tables of a task that has not run: what is planned for each. */

import { Alert, Button, Empty, Flex, type TableProps } from 'antd';
import type { Pair, Task } from '../../../api/schema';
import { useAddress } from '../../../parts/address';
import { amount } from '../../../parts/amount';
import { HazardTags } from '../../../parts/hazard-tag';
import { Listed } from '../../../parts/listed';
import { PairView } from '../../../parts/pair-view';
import { SearchField } from '../../../parts/search-field';
import { Verdict } from '../../../parts/tags';
import { useTexts } from '../../../texts';
import { useTaskPairs } from '../queries';

export function PlanPairs({ task }: { task: Task }) {
  const { tasks, words } = useTexts();
  const texts = tasks.tables;
  const [params, change] = useAddress();
  const search = params.get('search') ?? '';
  const pairs = useTaskPairs(task.id, search);
  const viewed = params.get('pair');
  const columns: TableProps<Pair>['columns'] = [
    { title: words.source, dataIndex: 'source', ellipsis: true, width: 200 },
    { title: words.shadow, dataIndex: 'shadow', ellipsis: true, width: 220 },
    { title: texts.verdict, width: 130, render: (_, pair) => <Verdict {...pair} /> },
    {
      title: texts.statements,
      width: 110,
      align: 'right',
      render: (_, pair) => amount(pair.statements),
    },
    { title: texts.hazards, render: (_, pair) => <HazardTags pair={pair} /> },
    {
      title: <span style={{ visibility: 'hidden' }}>{texts.view}</span>,
      width: 80,
      render: (_, { position, shadow }) => (
        <Button
          type="link"
          size="small"
          aria-label={texts.viewOf(shadow)}
          onClick={() => change({ pair: String(position) })}
        >
          {texts.view}
        </Button>
      ),
    },
  ];
  return (
    <Flex vertical gap="middle">
      <Alert type="info" showIcon title={task.settings.mode === 'Cron' ? tasks.sql.cron : texts.plan} />
      <SearchField value={search} search={(text) => change({ search: text })} />
      <Listed
        pages={pairs}
        rowKey="position"
        columns={columns}
        size="small"
        scroll={{ x: 820 }}
        locale={{
          emptyText: pairs.isPending ? (
            ' '
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.none} />
          ),
        }}
      />
      <PairView
        of={{ kind: 'task', id: task.id }}
        position={viewed === null ? null : Number(viewed)}
        onClose={() => change({ pair: null })}
      />
    </Flex>
  );
}
