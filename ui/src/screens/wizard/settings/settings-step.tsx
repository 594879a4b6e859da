/** The third step: when the task runs, what happens on errors, and what is allowed. */

import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Result, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, taken } from '../../../api/client';
import { useConnection } from '../../../api/connections';
import { reaches } from '../../../api/me';
import { queries } from '../../../api/queries';
import { Failure, Sentence } from '../../../parts/failure';
import { Foot } from '../../../parts/foot';
import { useSentence } from '../../../parts/sentence';
import { useTexts } from '../../../texts';
import { Progress } from '../analyze/progress';
import { type Draft, type SettingsDraft, submissionOf } from '../draft';
import { elsewhere } from '../fields';
import { isOver, useAnalysis } from '../queries';
import { useCarriedSkips } from '../use-carried-skips';
import { type Change, forget, submissionKey } from '../use-draft';
import { Blocked } from './blocked';
import { GatesField } from './gates-field';
import { ModeField, RemarksField } from './mode-field';
import { PolicyFields } from './policy-fields';
import { Summary } from './summary';

const FIELDS = [
  'mode',
  'start_at',
  'cron',
  'time_zone',
  'hazards',
  'parallel',
  'lock_wait_ms',
  'error_policy',
  'drift_policy',
  'remarks',
];

interface SettingsStepProps {
  draftId: string;
  draft: Draft;
  change: Change;
  analysisId: string;
  back: () => void;
}

export function SettingsStep({ draftId, draft, change, analysisId, back }: SettingsStepProps) {
  const { wizard } = useTexts();
  const sentence = useSentence();
  const analysis = useAnalysis(analysisId);
  const connection = useConnection(analysis.data?.connection_id).data?.value;
  const carried = useCarriedSkips(analysis.data, draft.carried, change);
  const isDone = analysis.data?.state === 'Done' && !carried.isPending;
  const gates = useGates(analysisId, isDone);
  const [isAsked, setIsAsked] = useState(false);
  const navigate = useNavigate();
  const { settings } = draft;
  const put = (changed: Partial<SettingsDraft>) =>
    change((now) => ({ ...now, settings: { ...now.settings, ...changed } }));
  const codes = (gates.data ?? []).map((gate) => gate.code);
  const missing = codes.filter((code) => !settings.hazards.includes(code));
  const submit = useMutation({
    mutationFn: () => {
      const body = {
        analysis_id: analysisId,
        ...submissionOf(settings, codes, connection?.needs_approval ?? false),
      };
      const params = { header: { 'Idempotency-Key': submissionKey(draftId, body) } };
      return taken(api.POST('/api/v1/tasks', { params, body }));
    },
    onSuccess: (task) => {
      forget(draftId);
      queries.invalidateQueries({ queryKey: ['tasks'] });
      navigate(`/tasks/${task.id}`, { replace: true });
    },
  });
  const send = () => {
    setIsAsked(true);
    if (missing.length === 0) submit.mutate();
  };
  if (analysis.isError && !analysis.data)
    return <Failure error={analysis.error} again={() => analysis.refetch()} />;
  if (!analysis.data) return <Skeleton active />;
  const field = { settings, put, error: submit.error };
  const mayAct = reaches(connection?.role, 'operator');
  return (
    <Form layout="vertical" requiredMark={false} onFinish={send}>
      {!isOver(analysis.data) && <Progress analysis={analysis.data} />}
      {isOver(analysis.data) && analysis.data.state !== 'Done' && (
        <Result status="error" title={wizard.analyze.failed} subTitle={sentence(analysis.data.error ?? '')} />
      )}
      {isDone && <Summary analysis={analysis.data} connection={connection} />}
      {isDone && mayAct && <Blocked analysis={analysis.data} errorPolicy={settings.errorPolicy} />}
      {connection?.needs_approval && (
        <Alert
          type="info"
          showIcon
          title={wizard.settings.approval}
          description={wizard.settings.driftOnApproval[connection.drift_on_approval]}
          style={{ marginBlockEnd: 16 }}
        />
      )}
      <ModeField {...field} />
      {gates.isError && <Sentence error={gates.error} />}
      {carried.isError && <Sentence error={carried.error} />}
      <GatesField {...field} gates={gates.data ?? []} isAsked={isAsked} />
      <PolicyFields
        {...field}
        needsApproval={connection?.needs_approval ?? false}
        window={connection?.defaults.window}
      />
      <RemarksField {...field} />
      {submit.isError && elsewhere(submit.error, FIELDS) !== null && <Sentence error={submit.error} />}
      <Foot>
        <Button onClick={back}>{wizard.back}</Button>
        <Button
          type="primary"
          htmlType="submit"
          loading={submit.isPending}
          disabled={!isDone || !mayAct || gates.isPending}
        >
          {wizard.settings.submit}
        </Button>
      </Foot>
    </Form>
  );
}

function useGates(analysis: string, isDone: boolean) {
  return useQuery({
    queryKey: ['analysis', analysis, 'gates'],
    enabled: isDone,
    queryFn: async ({ signal }) => {
      const params = { path: { id: analysis } };
      return (await taken(api.GET('/api/v1/analyses/{id}/gates', { params, signal }))).gates;
    },
  });
}
