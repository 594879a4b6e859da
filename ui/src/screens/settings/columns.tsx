/** The columns of the list of webhooks. */

import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, type TableColumnsType, Tag, Tooltip, Typography } from 'antd';
import { useConnectionChoices } from '../../api/connections';
import type { Webhook } from '../../api/schema';
import type { Changes } from '../../parts/address';
import { useTexts } from '../../texts';
import { SendTest } from './send-test';

export function useColumns(open: (changes: Changes) => void): TableColumnsType<Webhook> {
  const { settings: texts, audit } = useTexts();
  const connections = useConnectionChoices().data;
  const { columns } = texts;
  const connection = (id: string | null | undefined) =>
    id ? (connections?.find((one) => one.id === id)?.name ?? audit.deletedConnection) : texts.allConnections;
  return [
    {
      title: columns.name,
      render: (_, { name, url }) => (
        <Flex vertical>
          <Typography.Text strong>{name}</Typography.Text>
          <Typography.Text type="secondary" style={{ fontSize: 12, whiteSpace: 'nowrap' }}>
            {hostOf(url)}
          </Typography.Text>
        </Flex>
      ),
    },
    {
      title: columns.template,
      width: 190,
      render: (_, { template }) => texts.templates[template] ?? template,
    },
    {
      title: columns.events,
      render: (_, { events }) => (
        <Flex gap={4} wrap>
          {events.map((event) => (
            <Tooltip key={event} title={texts.eventMeanings[event]}>
              <Tag>{texts.events[event] ?? event}</Tag>
            </Tooltip>
          ))}
        </Flex>
      ),
    },
    { title: columns.connection, width: 150, render: (_, one) => connection(one.connection_id) },
    {
      title: columns.state,
      width: 90,
      render: (_, { enabled }) => (
        <Tag color={enabled ? 'success' : 'default'}>{enabled ? texts.on : texts.off}</Tag>
      ),
    },
    {
      title: columns.actions,
      key: 'actions',
      width: 160,
      align: 'end',
      render: (_, webhook) => (
        <Flex gap={4} justify="flex-end">
          <SendTest webhook={webhook} />
          <More webhook={webhook} open={open} />
        </Flex>
      ),
    },
  ];
}

/** The rest of an address may be a secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

interface MoreProps {
  webhook: Webhook;
  open: (changes: Changes) => void;
}

function More({ webhook: { id, name }, open }: MoreProps) {
  const { settings: texts, words } = useTexts();
  const item = (key: string, label: string, danger = false) => ({
    key,
    label,
    danger,
    onClick: () => open({ open: key, id }),
  });
  const items = [
    item('edit', words.edit),
    item('deliveries', texts.deliveries),
    { type: 'divider' as const },
    item('delete', texts.delete, true),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={texts.actionsOf(name)} />
    </Dropdown>
  );
}
