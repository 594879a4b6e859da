/** A form was filled with what stood in it before the page was loaded anew: said, so that it surprises nobody. */

import { Alert, Button } from 'antd';
import { useTexts } from '../texts';

interface RestoredProps {
  /** The labels of what is never kept. */
  without?: string[];
  again: () => void;
}

export function Restored({ without = [], again }: RestoredProps) {
  const { words } = useTexts();
  return (
    <Alert
      role="status"
      type="info"
      showIcon
      title={words.restored}
      description={without.length > 0 ? words.restoredWithout(words.list(without)) : undefined}
      action={
        <Button size="small" onClick={again}>
          {words.startAnew}
        </Button>
      }
      style={{ marginBlockEnd: 16 }}
    />
  );
}
