/** Those who may log on. */

import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Empty, Flex, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useMe } from '../../api/me';
import type { MadeUser, User } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Listed } from '../../parts/listed';
import { SearchField } from '../../parts/search-field';
import { When } from '../../parts/when';
import { useTexts } from '../../texts';
import { CreateUser, FirstPassword } from './create-user';
import { useUsers } from './queries';
import { type Question, UserQuestion } from './user-question';

export function UserList({ actions }: { actions: HTMLElement | null }) {
  const { users: texts } = useTexts();
  const [params, change] = useAddress();
  const search = params.get('search') ?? '';
  const pages = useUsers(search);
  const [made, setMade] = useState<MadeUser | null>(null);
  const [asked, setAsked] = useState<{ user: User; question: Question } | null>(null);
  const columns = useColumns((user, question) => setAsked({ user, question }));
  const create = (
    <Button type="primary" onClick={() => change({ open: 'new' })}>
      {texts.create}
    </Button>
  );
  return (
    <Flex vertical gap="middle">
      {actions && createPortal(create, actions)}
      <SearchField label={texts.searchLabel} value={search} search={(typed) => change({ search: typed })} />
      <Listed
        pages={pages}
        rowKey="id"
        columns={columns}
        scroll={{ x: 700 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.noneFound} /> }}
      />
      {params.get('open') === 'new' && <CreateUser made={setMade} close={() => change({ open: null })} />}
      {made && <FirstPassword name={made.user.name} password={made.password} close={() => setMade(null)} />}
      {asked && <UserQuestion key={asked.user.id + asked.question} {...asked} close={() => setAsked(null)} />}
    </Flex>
  );
}

function useColumns(ask: (user: User, question: Question) => void): TableColumnsType<User> {
  const { users: texts, words } = useTexts();
  const me = useMe().data?.user.id;
  const { columns } = texts;
  return [
    {
      title: columns.name,
      render: (_, user) => (
        <Flex gap="small" align="center">
          <Typography.Text strong>{user.name}</Typography.Text>
          {user.id === me && <Tag>{texts.you}</Tag>}
        </Flex>
      ),
    },
    { title: columns.role, width: 160, render: (_, { role }) => words.roles[role] ?? role },
    {
      title: columns.state,
      width: 140,
      render: (_, { disabled }) => (
        <Tag color={disabled ? 'default' : 'success'}>{disabled ? texts.disabled : texts.active}</Tag>
      ),
    },
    { title: columns.created, width: 190, render: (_, user) => <When at={user.created_at} /> },
    {
      title: columns.actions,
      key: 'actions',
      width: 90,
      align: 'end',
      render: (_, user) => <Actions user={user} ask={ask} />,
    },
  ];
}

interface ActionsProps {
  user: User;
  ask: (user: User, question: Question) => void;
}

function Actions({ user, ask }: ActionsProps) {
  const { users: texts } = useTexts();
  const item = (key: Question, label: string, danger = false) => ({
    key,
    label,
    danger,
    onClick: () => ask(user, key),
  });
  const items = [
    item('role', texts.changeRole),
    item('password', texts.resetPassword),
    user.disabled ? item('enable', texts.enable) : item('disable', texts.disable),
    { type: 'divider' as const },
    item('delete', texts.delete, true),
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={texts.actionsOf(user.name)} />
    </Dropdown>
  );
}
