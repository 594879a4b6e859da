/** Somebody else was faster: nothing was saved, and the form can be loaded anew. */

import { Alert, Button } from 'antd';
import { useTexts } from '../texts';

export function ChangedMeanwhile({ again }: { again: () => void }) {
  const { connections: texts } = useTexts();
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={texts.changedMeanwhile}
      description={texts.reloadHint}
      action={
        <Button size="small" onClick={again}>
          {texts.reload}
        </Button>
      }
    />
  );
}
