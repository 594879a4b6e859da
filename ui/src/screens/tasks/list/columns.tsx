/** The columns of the Task Center. */

import { type TableProps, Tooltip, Typography } from 'antd';
import { Link } from 'react-router';
import type { Task } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import type { Filters, Sort } from '../filters';
import { Place } from '../place';
import { TaskState } from '../task-state';

type Columns = NonNullable<TableProps<Task>['columns']>;

export function useColumns(filters: Filters): Columns {
  const { tasks } = useTexts();
  const { columns } = tasks;
  const sorted = (key: Sort) => {
    const order: 'ascend' | 'descend' = filters.order === 'asc' ? 'ascend' : 'descend';
    return {
      key,
      sorter: true,
      sortOrder: filters.sort === key ? order : null,
      showSorterTooltip: { title: tasks.filters.sort(tasks.filters.sorts[key]) },
    };
  };
  return [
    {
      ...sorted('number'),
      title: columns.number,
      width: 85,
      render: (_, task) => (
        <Link to={`/tasks/${task.id}`} aria-label={tasks.task(task.number)}>
          #{task.number}
        </Link>
      ),
    },
    {
      ...sorted('changed'),
      title: columns.state,
      width: 140,
      render: (_, task) => <TaskState task={task} />,
    },
    {
      key: 'place',
      title: columns.place,
      width: 190,
      render: (_, task) => <Place connectionId={task.connection_id} database={task.database} />,
    },
    {
      key: 'counts',
      title: columns.counts,
      width: 125,
      align: 'right',
      render: (_, task) => <Counts task={task} />,
    },
    {
      ...sorted('next'),
      title: columns.mode,
      width: 190,
      render: (_, task) => <Mode task={task} />,
    },
    {
      ...sorted('created'),
      title: columns.created,
      width: 170,
      render: (_, task) => (
        <>
          <When at={task.created_at} />
          <Typography.Text type="secondary" ellipsis style={{ display: 'block' }} title={task.created_by}>
            {tasks.basics.by(task.created_by)}
          </Typography.Text>
        </>
      ),
    },
    {
      key: 'remarks',
      title: columns.remarks,
      render: (_, task) => (
        <Typography.Paragraph ellipsis={{ rows: 2, tooltip: true }} style={{ margin: 0 }}>
          {task.settings.remarks}
        </Typography.Paragraph>
      ),
    },
  ];
}

/** How many tables are created and modified; of a clean-up, how many are dropped. */
function Counts({ task }: { task: Task }) {
  const { tasks } = useTexts();
  const { Create = 0, Modify = 0, pairs = 0 } = task.counts;
  const style = { fontVariantNumeric: 'tabular-nums' };
  if (task.kind === 'Drop') return <span style={style}>{tasks.dropped(pairs)}</span>;
  return (
    <Tooltip title={tasks.countsInWords(Create, Modify)}>
      <span style={style}>
        {amount(Create)} / {amount(Modify)}
      </span>
    </Tooltip>
  );
}

function Mode({ task }: { task: Task }) {
  const { tasks, words } = useTexts();
  const { mode } = task.settings;
  return (
    <>
      <div>{words.modes[mode] ?? mode}</div>
      {task.next_at && (
        <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
          {tasks.next}
          <When at={task.next_at} />
        </Typography.Text>
      )}
    </>
  );
}
