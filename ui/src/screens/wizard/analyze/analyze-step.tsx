/** The second step: what the analysis found, and what of it is to be done. */

import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Flex, Result, Skeleton } from 'antd';
import { useState } from 'react';
import { useConnection } from '../../../api/connections';
import { reaches } from '../../../api/me';
import type { Analysis } from '../../../api/schema';
import { Failure, Sentence } from '../../../parts/failure';
import { Foot } from '../../../parts/foot';
import { useSentence } from '../../../parts/sentence';
import { useTexts } from '../../../texts';
import type { Draft } from '../draft';
import { isOver, useAnalysis } from '../queries';
import { replace } from '../replace';
import { useCarriedSkips } from '../use-carried-skips';
import type { Change } from '../use-draft';
import { Found } from './found';
import { Preview } from './preview';
import { Progress } from './progress';

interface AnalyzeStepProps {
  draft: Draft;
  change: Change;
  analysisId: string;
  /** Shows another analysis in this step. */
  go: (analysisId: string) => void;
  back: () => void;
  next: () => void;
}

export function AnalyzeStep({ draft, change, analysisId, go, back, next }: AnalyzeStepProps) {
  const { wizard } = useTexts();
  const found = useAnalysis(analysisId);
  const analysis = found.data;
  const connection = useConnection(analysis?.connection_id).data?.value;
  const [isPreviewed, setIsPreviewed] = useState(false);
  const carried = useCarriedSkips(analysis, draft.carried, change);
  const again = useMutation({
    mutationFn: async (from: Analysis) => {
      const { id, carried } = await replace(from, from.request, draft.carried);
      change({ carried });
      return id;
    },
    onSuccess: go,
  });
  if (found.isError && !analysis) return <Failure error={found.error} again={() => found.refetch()} />;
  if (!analysis) return <Skeleton active />;
  const mayAct = reaches(connection?.role, 'operator');
  const isDone = analysis.state === 'Done' && !carried.isPending;
  return (
    <Flex vertical gap="middle">
      {!isOver(analysis) && <Progress analysis={analysis} />}
      {(analysis.state === 'Failed' || analysis.state === 'Cancelled') && <Ended analysis={analysis} />}
      {analysis.state === 'Done' && carried.isPending && (
        <Alert type="info" showIcon title={wizard.analyze.carrying} />
      )}
      {carried.isError && <Sentence error={carried.error} />}
      {isDone && <Found analysis={analysis} change={change} mayAct={mayAct} go={go} />}
      {again.isError && <Sentence error={again.error} />}
      <Preview analysis={analysis.id} isOpen={isPreviewed} onClose={() => setIsPreviewed(false)} />
      <Foot>
        <Button onClick={back}>{wizard.back}</Button>
        <Flex gap="small" wrap>
          {isOver(analysis) && mayAct && (
            <Button onClick={() => again.mutate(analysis)} loading={again.isPending}>
              {wizard.analyze.again}
            </Button>
          )}
          <Button onClick={() => setIsPreviewed(true)} disabled={!isDone}>
            {wizard.analyze.preview}
          </Button>
          <Button type="primary" onClick={next} disabled={!isDone || !mayAct}>
            {wizard.analyze.next}
          </Button>
        </Flex>
      </Foot>
    </Flex>
  );
}

function Ended({ analysis }: { analysis: Analysis }) {
  const { wizard } = useTexts();
  const sentence = useSentence();
  return analysis.state === 'Failed' ? (
    <Result status="error" title={wizard.analyze.failed} subTitle={sentence(analysis.error ?? '')} />
  ) : (
    <Result status="warning" title={wizard.analyze.stopped} subTitle={wizard.analyze.stoppedHint} />
  );
}
