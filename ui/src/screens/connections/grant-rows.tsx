/** The users who have a role on a connection. */

import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Select, Table } from 'antd';
import { api, taken } from '../../api/client';
import { ROLES } from '../../api/me';
import type { Grant, Role } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { useTexts } from '../../texts';

interface GrantRowsProps {
  grants: Grant[];
  change: (grants: Grant[]) => void;
}

export function GrantRows({ grants, change }: GrantRowsProps) {
  const { connections: texts, words } = useTexts();
  const users = useQuery({
    queryKey: ['users', 'choices'],
    queryFn: async ({ signal }) =>
      (await taken(api.GET('/api/v1/users', { params: { query: { limit: 1000 } }, signal }))).items,
  });
  const name = (id: string) => users.data?.find((user) => user.id === id)?.name ?? texts.gone;
  const set = (id: string, role: Role) =>
    change(grants.map((grant) => (grant.user_id === id ? { user_id: id, role } : grant)));
  // Administrators may everything everywhere.
  const free = users.data?.filter(
    (user) => user.role !== 'admin' && !grants.some((grant) => grant.user_id === user.id),
  );
  return (
    <Flex vertical gap="middle">
      <Alert type="info" showIcon title={grants.length === 0 ? texts.grantsNone : texts.grantsSome} />
      {users.isError && <Sentence error={users.error} />}
      <Select
        showSearch
        aria-label={texts.addUser}
        placeholder={texts.addUser}
        value={null}
        loading={users.isPending}
        options={free?.map((user) => ({ value: user.id, label: user.name }))}
        onChange={(id: string | null) => id && change([...grants, { user_id: id, role: 'operator' }])}
      />
      <Table<Grant>
        size="small"
        rowKey="user_id"
        pagination={false}
        dataSource={grants}
        loading={users.isPending}
        columns={[
          { title: texts.userColumn, render: (_, grant) => name(grant.user_id) },
          {
            title: texts.roleColumn,
            width: 160,
            render: (_, grant) => (
              <Select<Role>
                aria-label={texts.roleOf(name(grant.user_id))}
                style={{ width: '100%' }}
                value={grant.role}
                onChange={(role) => set(grant.user_id, role)}
                options={ROLES.map((role) => ({ value: role, label: words.roles[role] }))}
              />
            ),
          },
          {
            width: 56,
            render: (_, grant) => (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={texts.remove(name(grant.user_id))}
                onClick={() => change(grants.filter((one) => one !== grant))}
              />
            ),
          },
        ]}
      />
    </Flex>
  );
}
