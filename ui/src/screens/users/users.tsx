/** Users, for administrators, and everybody's own tokens. */

import { Tabs } from 'antd';
import { useState } from 'react';
import { reaches, useMe } from '../../api/me';
import { useAddress } from '../../parts/address';
import { Page } from '../../parts/page';
import { useTexts } from '../../texts';
import { TokenList } from './token-list';
import { UserList } from './user-list';

export function Component() {
  const { users: texts, shell } = useTexts();
  const [params, change] = useAddress();
  const isAdmin = reaches(useMe().data?.role, 'admin');
  const tab = isAdmin && params.get('tab') !== 'tokens' ? 'users' : 'tokens';
  // The one primary button belongs to the tab, and stands where those of other pages do.
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const items = [
    ...(isAdmin ? [{ key: 'users', label: texts.tabs.users, children: <UserList actions={actions} /> }] : []),
    { key: 'tokens', label: texts.tabs.tokens, children: <TokenList actions={actions} /> },
  ];
  return (
    <Page title={shell.users} actions={<div ref={setActions} />}>
      <Tabs
        items={items}
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => change({ tab: key === 'tokens' ? key : null, search: null, open: null })}
      />
    </Page>
  );
}
