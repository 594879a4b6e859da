/** New task: the wizard. What was chosen lives in the tab under the name in the address, so that a reload loses nothing. */

import { Card, Steps } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Page } from '../../parts/page';
import { useTexts } from '../../texts';
import { AnalyzeStep } from './analyze/analyze-step';
import { Beginning } from './beginning';
import { SelectStep } from './select/select-step';
import { SettingsStep } from './settings/settings-step';
import { STEPS, type Step, stepOf, wizardPath } from './steps';
import { kept, useDraft } from './use-draft';

export function Component() {
  const [search] = useSearchParams();
  const { shell } = useTexts();
  const id = search.get('draft');
  const isKept = useMemo(() => id !== null && kept(id) !== undefined, [id]);
  return (
    <Page title={shell.newTask}>
      {id !== null && isKept ? (
        <Wizard key={id} id={id} />
      ) : (
        <Beginning key={search.toString()} search={search} />
      )}
    </Page>
  );
}

function Wizard({ id }: { id: string }) {
  const { wizard } = useTexts();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [draft, change] = useDraft(id);
  // Back leads to an address from before there was an analysis: what was analyzed is still known.
  const analysisId = search.get('analysis') ?? draft.analysis;
  const step = stepOf(search);
  const go = (next: Step, analysis = analysisId) => {
    change({ analysis });
    navigate(wizardPath(id, next, analysis));
  };
  return (
    <Card>
      <Steps
        size="small"
        current={STEPS.indexOf(step)}
        onChange={(index) => go(STEPS[index] ?? 'select')}
        items={STEPS.map((one) => ({
          title: wizard.steps[one],
          disabled: one !== 'select' && analysisId === null,
        }))}
        style={{ marginBlockEnd: 24 }}
      />
      {step === 'select' && (
        <SelectStep
          draft={draft}
          change={change}
          analysisId={analysisId}
          go={(analysis) => go('analyze', analysis)}
        />
      )}
      {step === 'analyze' && analysisId !== null && (
        <AnalyzeStep
          key={analysisId}
          draft={draft}
          change={change}
          analysisId={analysisId}
          go={(analysis) => go('analyze', analysis)}
          back={() => go('select')}
          next={() => go('settings')}
        />
      )}
      {step === 'settings' && analysisId !== null && (
        <SettingsStep
          draftId={id}
          draft={draft}
          change={change}
          analysisId={analysisId}
          back={() => go('analyze')}
        />
      )}
    </Card>
  );
}
