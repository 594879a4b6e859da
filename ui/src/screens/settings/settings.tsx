/** Settings, for administrators: who is told of what, and what holds for all nodes. */

import { Tabs } from 'antd';
import { useState } from 'react';
import { reaches, useMe } from '../../api/me';
import { Problem } from '../../api/problem';
import { useAddress } from '../../parts/address';
import { Failure } from '../../parts/failure';
import { Page } from '../../parts/page';
import { useTexts } from '../../texts';
import { General } from './general';
import { WebhookList } from './webhook-list';

export function Component() {
  const { settings: texts, shell } = useTexts();
  const [params, change] = useAddress();
  const me = useMe().data;
  const tab = params.get('tab') === 'general' ? 'general' : 'webhooks';
  // The one primary button belongs to the tab, and stands where those of other pages do.
  const [actions, setActions] = useState<HTMLElement | null>(null);
  if (!reaches(me?.role, 'admin')) return <Failure error={new Problem({ status: 403 })} />;
  return (
    <Page title={shell.settings} actions={<div ref={setActions} />}>
      <Tabs
        items={[
          { key: 'webhooks', label: texts.tabs.webhooks, children: <WebhookList actions={actions} /> },
          { key: 'general', label: texts.tabs.settings, children: <General /> },
        ]}
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => change({ tab: key === 'general' ? key : null, open: null, id: null })}
      />
    </Page>
  );
}
