/** Dropping shadows: first what would be dropped, then the question; what is done is a task. */

import { Alert, Button, Checkbox, Drawer, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Which } from '../../api/schema';
import { Failure, Sentence } from '../../parts/failure';
import { HazardTag } from '../../parts/hazard-tag';
import type { Place } from '../../parts/place-choice';
import { useTexts } from '../../texts';
import { GoingList } from './going-list';
import { useDrop, usePreview } from './queries';

interface CleanUpProps {
  place: Place;
  database: string;
  which: Which;
  close: () => void;
}

export function CleanUp({ place, database, which, close }: CleanUpProps) {
  const { registry: texts, words } = useTexts();
  const navigate = useNavigate();
  const preview = usePreview(place, which);
  const drop = useDrop(place);
  const [knows, setKnows] = useState(false);
  const shadows = preview.data?.shadows ?? [];
  const going = shadows.filter((one) => !one.refused);
  const gates = (preview.data?.gates ?? []).map((gate) => gate.code);
  // Exactly what was shown is dropped, and not what has become an orphan since.
  const confirm = () =>
    drop.mutate(
      { names: going.map((one) => one.shadow), hazards: gates },
      { onSuccess: (task) => navigate(`/tasks/${task.id}`) },
    );
  return (
    <Drawer
      open
      size="min(960px, 96vw)"
      title={texts.preview}
      onClose={close}
      closable={{ 'aria-label': words.close }}
      mask={{ closable: !drop.isPending }}
      footer={
        <Flex gap="small" align="center" justify="flex-end">
          {gates.length > 0 && (
            <Flex gap="small" align="center" style={{ marginInlineEnd: 'auto' }}>
              <Checkbox checked={knows} onChange={(event) => setKnows(event.target.checked)}>
                {texts.knows}
              </Checkbox>
              {gates.map((code) => (
                <HazardTag key={code} code={code} severity="gate" />
              ))}
            </Flex>
          )}
          <Button onClick={close} disabled={drop.isPending}>
            {words.cancel}
          </Button>
          <Button
            type="primary"
            danger
            disabled={going.length === 0 || (gates.length > 0 && !knows)}
            loading={drop.isPending}
            onClick={confirm}
          >
            {texts.drop(going.length)}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap="middle">
        {preview.isPending && <Skeleton active />}
        {preview.isError && <Failure error={preview.error} again={() => preview.refetch()} />}
        {drop.isError && <Sentence error={drop.error} />}
        {preview.data && (
          <Alert
            type={going.length > 0 ? 'warning' : 'info'}
            showIcon
            title={going.length > 0 ? texts.willDrop(going.length, database) : texts.nothing}
            description={
              going.length < shadows.length ? texts.stay(shadows.length - going.length) : undefined
            }
          />
        )}
        {shadows.length > 0 && <GoingList shadows={shadows} />}
      </Flex>
    </Drawer>
  );
}
