/** Sends a test and tells what the receiver said. */

import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { Webhook } from '../../api/schema';
import { Sentence } from '../../parts/failure';
import { duration } from '../../parts/when';
import { useTexts } from '../../texts';
import { sendTest, useForgetWebhooks } from './queries';

export function SendTest({ webhook: { id, name } }: { webhook: Webhook }) {
  const { settings: texts } = useTexts();
  const { message, modal } = App.useApp();
  const forget = useForgetWebhooks();
  const test = useMutation({
    mutationFn: () => sendTest(id),
    onSuccess: async ({ ok, status, took_ms, error }) => {
      const answer = status ? String(status) : texts.noAnswer;
      if (ok) message.success(texts.answered(name, answer, duration(took_ms)));
      else modal.error({ title: texts.refused(name), content: `${answer}${error ? `: ${error}` : ''}` });
      await forget();
    },
    onError: (error) => modal.error({ title: texts.refused(name), content: <Sentence error={error} /> }),
  });
  return (
    <Button
      size="small"
      loading={test.isPending}
      aria-label={texts.sendTo(name)}
      onClick={() => test.mutate()}
    >
      {texts.send}
    </Button>
  );
}
