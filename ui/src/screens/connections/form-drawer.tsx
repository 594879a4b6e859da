/** The drawer in which a connection is made or changed. */

import { Drawer, Skeleton } from 'antd';
import { Failure } from '../../parts/failure';
import { useTexts } from '../../texts';
import { ConnectionForm } from './form';
import { useFresh } from './queries';

/** `id` of the connection that is changed; without one a new one is made. */
export function FormDrawer({ id, close }: { id?: string; close: () => void }) {
  const { connections: texts } = useTexts();
  const found = useFresh(id);
  const title = id ? texts.edit(found.data?.value.name ?? '') : texts.create;
  if (id && !found.data)
    return (
      <Drawer open size={680} title={title} onClose={close}>
        {found.isError ? <Failure error={found.error} again={() => found.refetch()} /> : <Skeleton active />}
      </Drawer>
    );
  return (
    <ConnectionForm
      title={title}
      seen={found.data}
      close={close}
      reload={async () => (await found.refetch()).data}
    />
  );
}
