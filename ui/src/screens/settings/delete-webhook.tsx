/** Deleting a webhook. */

import { App } from 'antd';
import type { Webhook } from '../../api/schema';
import { Confirm } from '../../parts/confirm';
import { useTexts } from '../../texts';
import { removeWebhook, useForgetWebhooks } from './queries';

export function DeleteWebhook({ webhook: { id, name }, close }: { webhook: Webhook; close: () => void }) {
  const { settings: texts, words } = useTexts();
  const { message } = App.useApp();
  const forget = useForgetWebhooks();
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      okText={words.delete}
      danger
      close={close}
      act={async () => {
        await removeWebhook(id);
        message.success(texts.deleted(name));
        await forget();
      }}
    >
      {texts.deleteWhat}
    </Confirm>
  );
}
