/** How far an analysis is, as it happens, and the way to stop it. */

import { useMutation } from '@tanstack/react-query';
import { Progress as Bar, Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { api, taken } from '../../../api/client';
import { useEvents } from '../../../api/events';
import { queries } from '../../../api/queries';
import type { Analysis } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { Sentence } from '../../../parts/failure';
import { useTexts } from '../../../texts';

export function Progress({ analysis }: { analysis: Analysis }) {
  const { wizard } = useTexts();
  const [seen, setSeen] = useState({ done: 0, total: 0 });
  useEvents(`/api/v1/analyses/${analysis.id}/events`, ({ kind, body }) => {
    if (kind === 'progress') setSeen({ done: Number(body.done), total: Number(body.total) });
    if (kind === 'analysis-ended') queries.invalidateQueries({ queryKey: ['analysis', analysis.id] });
  });
  const stop = useMutation({
    mutationFn: () =>
      taken(api.POST('/api/v1/analyses/{id}/cancel', { params: { path: { id: analysis.id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['analysis', analysis.id] }),
  });
  const done = Math.max(seen.done, analysis.done);
  const total = Math.max(seen.total, analysis.total);
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
  const isStopping = analysis.cancel_requested || stop.isPending;
  return (
    <Flex vertical gap="middle" align="center" style={{ paddingBlock: 64 }} aria-live="polite">
      <Typography.Text strong>
        {analysis.state === 'Queued' ? wizard.analyze.queued : wizard.analyze.running}
      </Typography.Text>
      <Bar percent={percent} style={{ maxWidth: 480 }} aria-label={wizard.analyze.running} />
      <Typography.Text type="secondary">
        {total > 0 ? wizard.analyze.read(amount(done), amount(total)) : wizard.analyze.looking}
      </Typography.Text>
      <Button onClick={() => stop.mutate()} loading={isStopping}>
        {isStopping ? wizard.analyze.stopping : wizard.analyze.stop}
      </Button>
      {stop.isError && <Sentence error={stop.error} />}
    </Flex>
  );
}
