/** The line above every screen: time zone, language, appearance, account. */

import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Flex, Layout, Typography, theme } from 'antd';
import { useState } from 'react';
import { api, taken } from '../api/client';
import { useChangedPerson, useMe } from '../api/me';
import { ZONE } from '../parts/when';
import { useTexts } from '../texts';
import { ChangePassword } from './change-password';
import { AppearanceChoice, LanguageChoice } from './choices';

export function Header() {
  const { token } = theme.useToken();
  const { words } = useTexts();
  return (
    <Layout.Header
      style={{
        background: token.colorBgContainer,
        borderBottom: `1px solid ${token.colorBorderSecondary}`,
        paddingInline: token.paddingLG,
        height: 56,
        lineHeight: '56px',
        position: 'sticky',
        top: 0,
        zIndex: 10,
      }}
    >
      <Flex align="center" justify="flex-end" gap="small" style={{ height: '100%' }}>
        <Typography.Text type="secondary" ellipsis style={{ marginInlineEnd: 'auto' }}>
          {words.timeZone(ZONE)}
        </Typography.Text>
        <LanguageChoice />
        <AppearanceChoice />
        <Account />
      </Flex>
    </Layout.Header>
  );
}

function Account() {
  const { shell, words } = useTexts();
  const { modal } = App.useApp();
  const me = useMe().data;
  const changedPerson = useChangedPerson();
  const [isChanging, setIsChanging] = useState(false);
  const leave = async (path: '/api/v1/logout' | '/api/v1/logout-everywhere') => {
    await taken(api.POST(path));
    await changedPerson();
  };
  const shown = `${me?.user.name} · ${words.roles[me?.role ?? ''] ?? me?.role}`;
  const everywhere = () =>
    modal.confirm({
      title: shell.signOutEverywhere,
      content: shell.signOutEverywhereAsk,
      okText: shell.signOutEverywhere,
      onOk: () => leave('/api/v1/logout-everywhere'),
    });
  const items = [
    { key: 'password', label: shell.changePassword, onClick: () => setIsChanging(true) },
    { type: 'divider' as const },
    { key: 'out', label: shell.signOut, onClick: () => leave('/api/v1/logout') },
    { key: 'everywhere', label: shell.signOutEverywhere, onClick: everywhere },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button type="text" icon={<UserOutlined />} aria-label={`${shell.account}: ${shown}`}>
          {shown}
        </Button>
      </Dropdown>
      {isChanging && <ChangePassword done={() => setIsChanging(false)} />}
    </>
  );
}
