/** Dropping shadows: first what would be dropped, then the question, then what was done. */

import { Alert, Button, Checkbox, Drawer, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import type { Which } from '../../api/schema';
import { Failure, Sentence } from '../../parts/failure';
import type { Place } from '../../parts/place-choice';
import { useTexts } from '../../texts';
import { DroppedList } from './dropped-list';
import { useDrop, usePreview } from './queries';

interface CleanUpProps {
  place: Place;
  database: string;
  which: Which;
  close: () => void;
  done: () => void;
}

export function CleanUp({ place, database, which, close, done }: CleanUpProps) {
  const { registry: texts, words } = useTexts();
  const preview = usePreview(place, which);
  const drop = useDrop(place);
  const [knows, setKnows] = useState(false);
  const shadows = drop.data?.shadows ?? preview.data?.shadows ?? [];
  const going = shadows.filter((one) => one.result !== 'Refused');
  const withRows = going.some((one) => one.exists && one.has_rows !== false);
  // Exactly what was shown is dropped, and not what has become an orphan since.
  const confirm = () => drop.mutate({ named: going.map((one) => one.shadow) }, { onSuccess: done });
  return (
    <Drawer
      open
      size="min(960px, 96vw)"
      title={drop.data ? texts.done : texts.preview}
      onClose={close}
      closable={{ 'aria-label': words.close }}
      mask={{ closable: !drop.isPending }}
      footer={
        drop.data ? (
          <Flex justify="flex-end">
            <Button type="primary" onClick={close}>
              {words.close}
            </Button>
          </Flex>
        ) : (
          <Flex gap="small" align="center" justify="flex-end">
            {withRows && (
              <Checkbox
                checked={knows}
                onChange={(event) => setKnows(event.target.checked)}
                style={{ marginInlineEnd: 'auto' }}
              >
                {texts.knows}
              </Checkbox>
            )}
            <Button onClick={close} disabled={drop.isPending}>
              {words.cancel}
            </Button>
            <Button
              type="primary"
              danger
              disabled={going.length === 0 || (withRows && !knows)}
              loading={drop.isPending}
              onClick={confirm}
            >
              {texts.drop(going.length)}
            </Button>
          </Flex>
        )
      }
    >
      <Flex vertical gap="middle">
        {preview.isPending && <Skeleton active />}
        {preview.isError && <Failure error={preview.error} again={() => preview.refetch()} />}
        {drop.isError && <Sentence error={drop.error} />}
        {drop.data ? (
          <Done shadows={drop.data.shadows.map((one) => one.result ?? '')} />
        ) : (
          preview.data && (
            <Alert
              type={going.length > 0 ? 'warning' : 'info'}
              showIcon
              title={going.length > 0 ? texts.willDrop(going.length, database) : texts.nothing}
              description={
                going.length < shadows.length ? texts.stay(shadows.length - going.length) : undefined
              }
            />
          )
        )}
        {shadows.length > 0 && <DroppedList shadows={shadows} />}
      </Flex>
    </Drawer>
  );
}

function Done({ shadows }: { shadows: string[] }) {
  const { registry: texts } = useTexts();
  const dropped = shadows.filter((result) => result === 'Dropped').length;
  const others = shadows.length - dropped;
  return (
    <Alert
      role="status"
      type={others === 0 ? 'success' : 'warning'}
      showIcon
      title={texts.doneSummary(dropped, others)}
    />
  );
}
