/** Pairs that can't be synchronized are errors of the run: under Abort Task they keep all others from running. */

import { Alert, Button } from 'antd';
import type { Analysis, ErrorPolicy } from '../../../api/schema';
import { useTexts } from '../../../texts';
import { useSkip } from '../analyze/use-skip';

const BLOCKED = ['Conflict', 'Unsupported', 'Failed'];

export function Blocked({ analysis, errorPolicy }: { analysis: Analysis; errorPolicy: ErrorPolicy }) {
  const { wizard } = useTexts();
  const skip = useSkip(analysis.id);
  const count = BLOCKED.reduce((sum, verdict) => sum + (analysis.counts[verdict] ?? 0), 0);
  if (count === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={wizard.settings.blocked(count)}
      description={wizard.settings.blockedMeaning[errorPolicy]}
      action={
        <Button
          loading={skip.isPending}
          onClick={() => skip.mutate({ skipped: true, filter: { verdicts: BLOCKED, skipped: false } })}
        >
          {wizard.settings.leaveOut(count)}
        </Button>
      }
      style={{ marginBlockEnd: 16 }}
    />
  );
}
