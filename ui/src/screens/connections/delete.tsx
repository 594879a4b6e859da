/** Deleting a connection; the server refuses while tasks need it, and says so here. */

import { App } from 'antd';
import { useConnection } from '../../api/connections';
import { Confirm } from '../../parts/confirm';
import { useTexts } from '../../texts';
import { remove, useForgetConnections } from './queries';

export function DeleteConnection({ id, close }: { id: string; close: () => void }) {
  const { connections: texts, words } = useTexts();
  const { message } = App.useApp();
  const name = useConnection(id).data?.value.name;
  const forget = useForgetConnections();
  if (name === undefined) return null;
  return (
    <Confirm
      title={texts.deleteTitle(name)}
      okText={words.delete}
      danger
      close={close}
      act={async () => {
        await remove(id);
        message.success(texts.deleted(name));
        await forget();
      }}
    >
      {texts.deleteWhat}
    </Confirm>
  );
}
