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
import { useFormDraft } from '../../parts/form-draft';
import { Restored } from '../../parts/restored';
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
      id={id}
      title={title}
      seen={grants.data}
      close={close}
      reload={async () => (await grants.refetch()).data}
    />
  );
}

interface GrantsFormProps {
  id: string;
  title: string;
  seen: Versioned<Grants>;
  close: () => void;
  reload: () => Promise<Versioned<Grants> | undefined>;
}

function GrantsForm({ id, title, seen, close, reload }: GrantsFormProps) {
  const { connections: texts, words } = useTexts();
  const { message } = App.useApp();
  const draft = useFormDraft<{ grants: Grant[] }>(`grants-${id}`);
  const [grants, setGrants] = useState<Grant[]>(draft.restored?.values.grants ?? seen.value.grants);
  // What is chosen belongs to the version that it was begun with.
  const [etag, setEtag] = useState(draft.restored?.base ?? seen.etag);
  const change = (grants: Grant[]) => {
    setGrants(grants);
    draft.keep({ grants }, etag);
  };
  const giveUp = () => {
    draft.forget();
    close();
  };
  const again = async () => {
    const fresh = await reload();
    if (!fresh) return;
    draft.forget();
    setEtag(fresh.etag);
    saving.reset();
    setGrants(fresh.value.grants);
  };
  const forget = useForgetConnections();
  const saving = useMutation({
    mutationFn: () =>
      taken(
        api.PUT('/api/v1/connections/{id}/grants', {
          params: { path: { id }, header: { 'If-Match': etag } },
          body: { grants },
        }),
      ),
    onSuccess: async () => {
      message.success(texts.grantsSaved);
      await forget();
      giveUp();
    },
  });
  return (
    <Drawer
      open
      size={560}
      title={title}
      onClose={giveUp}
      mask={{ closable: false }}
      footer={
        <Flex vertical gap="small">
          {hasCode(saving.error, 'precondition-failed', 'changed') ? (
            <ChangedMeanwhile again={again} />
          ) : (
            saving.isError && <Sentence error={saving.error} />
          )}
          <Flex gap="small" justify="flex-end">
            <Button onClick={giveUp}>{words.cancel}</Button>
            <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
              {words.save}
            </Button>
          </Flex>
        </Flex>
      }
    >
      {draft.restored && <Restored again={again} />}
      <GrantRows grants={grants} change={change} />
    </Drawer>
  );
}
