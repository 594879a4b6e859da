/** Who may do what on one connection. */

import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { api, taken, type Versioned, versioned } from '../../api/client';
import { useConnection } from '../../api/connections';
import { hasCode } from '../../api/problem';
import type { Grant, Grants } from '../../api/schema';
import { ChangedMeanwhile } from '../../parts/changed-meanwhile';
import { Failure, Sentence } from '../../parts/failure';
import { useTexts } from '../../texts';
import { GrantRows } from './grant-rows';
import { useForgetConnections } from './queries';

export function GrantsDrawer({ id, close }: { id: string; close: () => void }) {
  const { connections: texts } = useTexts();
  const connection = useConnection(id).data?.value;
  const grants = useQuery({
    queryKey: ['grants', id],
    queryFn: ({ signal }) =>
      versioned(api.GET('/api/v1/connections/{id}/grants', { params: { path: { id } }, signal })),
    // It is read anew each time it is opened, and never changes behind what is being chosen.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const title = texts.grantsOf(connection?.name ?? '');
  if (!grants.data)
    return (
      <Drawer open size={560} title={title} onClose={close}>
        {grants.isError ? (
          <Failure error={grants.error} again={() => grants.refetch()} />
        ) : (
          <Skeleton active />
        )}
      </Drawer>
    );
  return (
    <GrantsForm
      key={grants.data.etag}
      id={id}
      title={title}
      seen={grants.data}
      close={close}
      reload={() => grants.refetch()}
    />
  );
}

interface GrantsFormProps {
  id: string;
  title: string;
  seen: Versioned<Grants>;
  close: () => void;
  reload: () => void;
}

function GrantsForm({ id, title, seen, close, reload }: GrantsFormProps) {
  const { connections: texts, words } = useTexts();
  const { message } = App.useApp();
  const [grants, setGrants] = useState<Grant[]>(seen.value.grants);
  const forget = useForgetConnections();
  const saving = useMutation({
    mutationFn: () =>
      taken(
        api.PUT('/api/v1/connections/{id}/grants', {
          params: { path: { id }, header: { 'If-Match': seen.etag } },
          body: { grants },
        }),
      ),
    onSuccess: async () => {
      message.success(texts.grantsSaved);
      await forget();
      close();
    },
  });
  return (
    <Drawer
      open
      size={560}
      title={title}
      onClose={close}
      mask={{ closable: false }}
      footer={
        <Flex vertical gap="small">
          {hasCode(saving.error, 'precondition-failed', 'changed') ? (
            <ChangedMeanwhile again={reload} />
          ) : (
            saving.isError && <Sentence error={saving.error} />
          )}
          <Flex gap="small" justify="flex-end">
            <Button onClick={close}>{words.cancel}</Button>
            <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
              {words.save}
            </Button>
          </Flex>
        </Flex>
      }
    >
      <GrantRows grants={grants} change={setGrants} />
    </Drawer>
  );
}
