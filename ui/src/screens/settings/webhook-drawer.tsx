/** The drawer in which a webhook is made or changed. */

import { Drawer, Skeleton } from 'antd';
import { Failure } from '../../parts/failure';
import { useTexts } from '../../texts';
import { useWebhook } from './queries';
import { WebhookForm } from './webhook-form';

/** `id` of the webhook that is changed; without one a new one is made. */
export function WebhookDrawer({ id, close }: { id?: string; close: () => void }) {
  const { settings: texts } = useTexts();
  const found = useWebhook(id);
  const title = id ? texts.edit(found.data?.value.name ?? '') : texts.create;
  if (id && !found.data)
    return (
      <Drawer open size={560} title={title} onClose={close}>
        {found.isError ? <Failure error={found.error} again={() => found.refetch()} /> : <Skeleton active />}
      </Drawer>
    );
  return (
    <WebhookForm
      key={found.data?.etag}
      title={title}
      seen={found.data}
      close={close}
      reload={() => found.refetch()}
    />
  );
}
