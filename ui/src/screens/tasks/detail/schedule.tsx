/** When a task runs: its time, or its schedule in words with the next firings. */

import { Button, Flex, Popover, Typography } from 'antd';
import type { Task } from '../../../api/schema';
import { When } from '../../../parts/when';
import { useTexts } from '../../../texts';
import { rhythm } from '../cron';
import { useFirings } from '../queries';

export function Schedule({ task }: { task: Task }) {
  const { mode, cron, time_zone, start_at } = task.settings;
  if (mode === 'Cron' && cron) return <Recurring task={task} cron={cron} zone={time_zone ?? 'UTC'} />;
  return <When at={start_at ?? task.next_at} />;
}

function Recurring({ task, cron, zone }: { task: Task; cron: string; zone: string }) {
  const { tasks } = useTexts();
  const found = rhythm(cron);
  return (
    <div>
      {found ? tasks.rhythm(found) : null}{' '}
      <Typography.Text type="secondary">{tasks.inZone(zone)}</Typography.Text>{' '}
      <Typography.Text code>{cron}</Typography.Text>
      {task.next_at && (
        <div>
          {tasks.next}
          <When at={task.next_at} />{' '}
          <Popover content={<Firings cron={cron} zone={zone} />} title={tasks.basics.firings} trigger="click">
            <Button type="link" size="small" style={{ padding: 0 }}>
              {tasks.basics.firings}
            </Button>
          </Popover>
        </div>
      )}
    </div>
  );
}

function Firings({ cron, zone }: { cron: string; zone: string }) {
  const firings = useFirings(cron, zone);
  return (
    <Flex vertical gap={4}>
      {(firings.data ?? []).map((at) => (
        <When key={at} at={at} />
      ))}
    </Flex>
  );
}
