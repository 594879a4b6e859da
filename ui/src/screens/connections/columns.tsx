/** The columns of the list of connections. */

import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, type TableColumnsType, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { reaches } from '../../api/me';
import type { Connection } from '../../api/schema';
import type { Changes } from '../../parts/address';
import { Environment } from '../../parts/tags';
import { useTexts } from '../../texts';
import { Health } from './health';
import { serverName } from './server-facts';

export function useColumns(isAdmin: boolean, open: (changes: Changes) => void): TableColumnsType<Connection> {
  const { connections: texts, words } = useTexts();
  const { columns } = texts;
  return [
    {
      title: columns.name,
      render: (_, one) => (
        <Flex align="center" gap="small" wrap>
          <Typography.Text strong>{one.name}</Typography.Text>
          <Environment label={one.environment} color={one.color} />
        </Flex>
      ),
    },
    {
      title: columns.server,
      render: (_, { server }) => (server ? serverName(server, texts.flavors) : '–'),
    },
    { title: columns.address, render: (_, one) => <Address of={one} /> },
    { title: columns.health, render: (_, one) => <Health connection={one} /> },
    {
      title: columns.approval,
      render: (_, one) =>
        one.needs_approval ? (
          <Tag color="warning">{texts.approval}</Tag>
        ) : (
          <Typography.Text type="secondary">{texts.noApproval}</Typography.Text>
        ),
    },
    { title: columns.role, render: (_, one) => words.roles[one.role] ?? one.role },
    {
      title: columns.actions,
      key: 'actions',
      align: 'end',
      render: (_, one) => <Actions connection={one} isAdmin={isAdmin} open={open} />,
    },
  ];
}

function Address({ of: { socket, host, port, user } }: { of: Connection }) {
  return (
    <Typography.Text style={{ overflowWrap: 'anywhere' }}>
      {user}@{socket ?? `${host}:${port ?? 3306}`}
    </Typography.Text>
  );
}

interface ActionsProps {
  connection: Connection;
  isAdmin: boolean;
  open: (changes: Changes) => void;
}

function Actions({ connection, isAdmin, open }: ActionsProps) {
  const { connections: texts, words } = useTexts();
  const { id, name, role } = connection;
  const item = (key: string, label: string, danger = false) => ({
    key,
    label,
    danger,
    onClick: () => open({ open: key, id }),
  });
  const items = [
    item('edit', words.edit),
    // Who else there is, only administrators know.
    ...(isAdmin ? [item('grants', texts.grants)] : []),
    { type: 'divider' as const },
    item('delete', texts.delete, true),
  ];
  return (
    <Flex gap="small" align="center" justify="flex-end">
      <Link to={`/connections/${id}/tables`} aria-label={texts.tablesOf(name)}>
        {texts.tables}
      </Link>
      {reaches(role, 'admin') && (
        <Dropdown menu={{ items }} trigger={['click']}>
          <Button size="small" type="text" icon={<MoreOutlined />} aria-label={texts.actionsOf(name)} />
        </Dropdown>
      )}
    </Flex>
  );
}
