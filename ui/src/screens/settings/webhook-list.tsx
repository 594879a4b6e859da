/** Who is told of what happens to tasks. */

import { Button, Empty, Flex, Table, Typography } from 'antd';
import { createPortal } from 'react-dom';
import type { Webhook } from '../../api/schema';
import { useAddress } from '../../parts/address';
import { Failure } from '../../parts/failure';
import { useTexts } from '../../texts';
import { useColumns } from './columns';
import { DeleteWebhook } from './delete-webhook';
import { Deliveries } from './deliveries';
import { useWebhooks } from './queries';
import { WebhookDrawer } from './webhook-drawer';

export function WebhookList({ actions }: { actions: HTMLElement | null }) {
  const { settings: texts } = useTexts();
  const [, change] = useAddress();
  const webhooks = useWebhooks();
  const columns = useColumns(change);
  if (webhooks.isError && !webhooks.data)
    return <Failure error={webhooks.error} again={() => webhooks.refetch()} />;
  const create = (
    <Button type="primary" onClick={() => change({ open: 'new' })}>
      {texts.create}
    </Button>
  );
  return (
    <Flex vertical gap="middle">
      {actions && createPortal(create, actions)}
      <Typography.Text type="secondary">{texts.webhooksWhat}</Typography.Text>
      <Table<Webhook>
        size="middle"
        rowKey="id"
        dataSource={webhooks.data ?? []}
        columns={columns}
        loading={webhooks.isPending}
        pagination={false}
        scroll={{ x: 900 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.none} /> }}
      />
      <Opened webhooks={webhooks.data ?? []} />
    </Flex>
  );
}

/** What is open beside the list stands in the address. */
function Opened({ webhooks }: { webhooks: Webhook[] }) {
  const [params, change] = useAddress();
  const close = () => change({ open: null, id: null });
  const open = params.get('open');
  const webhook = webhooks.find((one) => one.id === params.get('id'));
  if (open === 'new') return <WebhookDrawer close={close} />;
  if (!webhook) return null;
  if (open === 'edit') return <WebhookDrawer key={webhook.id} id={webhook.id} close={close} />;
  if (open === 'deliveries') return <Deliveries key={webhook.id} webhook={webhook} close={close} />;
  if (open === 'delete') return <DeleteWebhook webhook={webhook} close={close} />;
  return null;
}
