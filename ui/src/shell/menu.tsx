/** Where one can go. */

import {
  AuditOutlined,
  CheckSquareOutlined,
  DatabaseOutlined,
  ProfileOutlined,
  SettingOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Menu as AntMenu, Flex, type MenuProps, Typography, theme } from 'antd';
import { Link, useLocation } from 'react-router';
import { reaches, useMe } from '../api/me';
import { useTexts } from '../texts';

export function Menu({ isNarrow }: { isNarrow: boolean }) {
  const { shell } = useTexts();
  const { token } = theme.useToken();
  const { pathname } = useLocation();
  const isAdmin = reaches(useMe().data?.role, 'admin');
  const entry = (path: string, icon: React.ReactNode, label: string) => ({
    key: path,
    icon,
    label: <Link to={path}>{label}</Link>,
  });
  const items: NonNullable<MenuProps['items']> = [
    entry('/tasks', <ProfileOutlined />, shell.tasks),
    entry('/connections', <DatabaseOutlined />, shell.connections),
    entry('/tables', <TableOutlined />, shell.tables),
    entry('/registry', <CheckSquareOutlined />, shell.registry),
    { type: 'divider' },
    ...(isAdmin ? [entry('/audit', <AuditOutlined />, shell.audit)] : []),
    entry('/users', <TeamOutlined />, shell.users),
    ...(isAdmin ? [entry('/settings', <SettingOutlined />, shell.settings)] : []),
  ];
  const first = `/${pathname.split('/')[1] ?? ''}`;
  const here = pathname.endsWith('/tables') ? '/tables' : first;
  return (
    <nav aria-label={shell.menu}>
      <Link to="/tasks" aria-label={shell.name}>
        <Flex align="center" gap="small" style={{ height: 56, paddingInline: 18 }}>
          <img src="/icon.svg" alt="" width={22} height={22} />
          {!isNarrow && (
            <Typography.Text strong style={{ fontSize: token.fontSizeLG }}>
              {shell.name}
            </Typography.Text>
          )}
        </Flex>
      </Link>
      <AntMenu
        mode="inline"
        inlineCollapsed={isNarrow}
        selectedKeys={[here]}
        items={items}
        style={{ border: 'none' }}
      />
    </nav>
  );
}
