/** What stands around every screen: who you are, where you can go, and whether the server is there. */

import { Alert, Layout, Spin, theme } from 'antd';
import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { useLink } from '../api/link';
import { useMe } from '../api/me';
import { Failure } from '../parts/failure';
import { useTexts } from '../texts';
import { ChangeFirstPassword } from './first-password';
import { Header } from './header';
import { Login } from './login';
import { Menu } from './menu';

export function Shell() {
  const me = useMe();
  if (me.isPending) return <Spin fullscreen />;
  if (me.isError && !me.data) return <Failure error={me.error} again={() => me.refetch()} />;
  if (!me.data) return <Login />;
  if (me.data.must_change_password) return <ChangeFirstPassword />;
  return <Inside />;
}

function Inside() {
  const texts = useTexts();
  const link = useLink();
  const { token } = theme.useToken();
  const [isNarrow, setIsNarrow] = useState(false);
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <Layout.Sider
        breakpoint="lg"
        collapsible
        collapsed={isNarrow}
        onCollapse={setIsNarrow}
        width={208}
        collapsedWidth={56}
        theme="light"
        style={{
          // No border: the button at the bottom is as wide as the whole side, and would cover it.
          boxShadow: `1px 0 0 ${token.colorBorderSecondary}`,
          zIndex: 1,
          position: 'sticky',
          top: 0,
          height: '100vh',
        }}
      >
        <Menu isNarrow={isNarrow} />
      </Layout.Sider>
      <Layout>
        <Header />
        {link === 'lost' && <Alert type="warning" banner showIcon title={texts.shell.lost} role="status" />}
        <Layout.Content style={{ padding: token.paddingLG, minWidth: 0 }} role="main">
          <Suspense fallback={<Spin />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
