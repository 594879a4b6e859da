/** How a shadow is: one meaning has one color everywhere. */

import { Tag, Tooltip } from 'antd';
import { useTexts } from '../texts';

const COLORS: Record<string, string> = {
  'in sync': 'success',
  drifted: 'gold',
  orphan: 'default',
  missing: 'error',
  blocked: 'error',
  failed: 'error',
};

export function ShadowState({ state }: { state: string }) {
  const { tables } = useTexts();
  return (
    <Tooltip title={tables.stateMeanings[state]}>
      <Tag color={COLORS[state]}>{tables.states[state] ?? state}</Tag>
    </Tooltip>
  );
}
