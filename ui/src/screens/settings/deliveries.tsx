/** What was sent to a webhook, and what it said. */

import { Drawer, Empty, Flex, type TableColumnsType, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { Delivery, Webhook } from '../../api/schema';
import { Listed } from '../../parts/listed';
import { duration, When } from '../../parts/when';
import { useTexts } from '../../texts';
import { useDeliveries } from './queries';

const COLORS: Record<string, string> = { Pending: 'processing', Delivered: 'success', Failed: 'error' };

export function Deliveries({ webhook, close }: { webhook: Webhook; close: () => void }) {
  const { settings: texts, words } = useTexts();
  const pages = useDeliveries(webhook.id);
  const columns = useColumns();
  return (
    <Drawer
      open
      size="min(960px, 96vw)"
      title={texts.deliveriesOf(webhook.name)}
      onClose={close}
      closable={{ 'aria-label': words.close }}
    >
      <Flex vertical gap="middle">
        <Listed
          pages={pages}
          rowKey="id"
          size="small"
          columns={columns}
          scroll={{ x: 800 }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.delivery.none} />,
          }}
        />
      </Flex>
    </Drawer>
  );
}

function useColumns(): TableColumnsType<Delivery> {
  const { settings: texts } = useTexts();
  const { delivery } = texts;
  return [
    { title: delivery.at, width: 170, render: (_, one) => <When at={one.tried_at ?? one.created_at} /> },
    { title: delivery.event, width: 140, render: (_, { event }) => texts.events[event] ?? event },
    {
      title: delivery.task,
      width: 80,
      render: (_, { task_id }) => (task_id ? <Link to={`/tasks/${task_id}`}>{delivery.open}</Link> : '–'),
    },
    {
      title: delivery.state,
      width: 110,
      render: (_, { state }) => <Tag color={COLORS[state]}>{delivery.states[state] ?? state}</Tag>,
    },
    { title: delivery.attempts, width: 70, align: 'end', dataIndex: 'attempts' },
    { title: delivery.answer, render: (_, one) => <Answer of={one} /> },
    { title: delivery.next, width: 170, render: (_, one) => <When at={one.next_at} /> },
  ];
}

function Answer({ of: { status, took_ms, error } }: { of: Delivery }) {
  const said = [status, took_ms === null || took_ms === undefined ? undefined : duration(took_ms)];
  return (
    <Flex vertical>
      {said.filter((word) => word !== null && word !== undefined).join(' · ') || '–'}
      {error && <Typography.Text type="danger">{error}</Typography.Text>}
    </Flex>
  );
}
