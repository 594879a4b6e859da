/** Adopt…: an existing table is taken for the shadow that it has the name of. It is asked first, in so many words. */

import { useMutation } from '@tanstack/react-query';
import { Flex, Modal, Typography } from 'antd';
import type { Analysis, Pair } from '../../../api/schema';
import { Sentence } from '../../../parts/failure';
import { useSentence } from '../../../parts/sentence';
import { useTexts } from '../../../texts';
import { replace } from '../replace';
import type { Change } from '../use-draft';

interface AdoptProps {
  analysis: Analysis;
  change: Change;
  /** The conflicts whose tables are to be adopted. */
  pairs: Pair[];
  onClose: () => void;
  go: (analysisId: string) => void;
}

const SHOWN = 200;

export function Adopt({ analysis, change, pairs, onClose, go }: AdoptProps) {
  const { wizard } = useTexts();
  const sentence = useSentence();
  const texts = wizard.adopt;
  const adopt = useMutation({
    mutationFn: async () => {
      const { request } = analysis;
      const adopt = [...new Set([...(request.adopt ?? []), ...pairs.map((pair) => pair.shadow)])];
      const { id, carried } = await replace(analysis, { ...request, adopt }, null);
      change({ adopt, carried });
      return id;
    },
    onSuccess: (id) => {
      onClose();
      go(id);
    },
  });
  return (
    <Modal
      open
      width={640}
      title={texts.title(pairs.length)}
      okText={texts.confirm(pairs.length)}
      okButtonProps={{ danger: true }}
      confirmLoading={adopt.isPending}
      onOk={() => adopt.mutate()}
      onCancel={onClose}
    >
      <Flex vertical gap="small">
        <Typography.Text>{texts.meaning}</Typography.Text>
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {texts.consequences.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <Typography.Text strong>{texts.which}</Typography.Text>
        <ul style={{ margin: 0, paddingInlineStart: 20, maxHeight: 220, overflow: 'auto' }}>
          {pairs.slice(0, SHOWN).map((pair) => (
            <li key={pair.position}>
              <Typography.Text>{texts.pair(pair.shadow, pair.source)}</Typography.Text>
              {pair.reasons.map((reason) => (
                <div key={reason}>
                  <Typography.Text type="secondary">{sentence(reason)}</Typography.Text>
                </div>
              ))}
            </li>
          ))}
        </ul>
        {pairs.length > SHOWN && <Typography.Text>{texts.more(pairs.length - SHOWN)}</Typography.Text>}
        <Typography.Text>{texts.afterwards}</Typography.Text>
        {adopt.isError && <Sentence error={adopt.error} />}
      </Flex>
    </Modal>
  );
}
