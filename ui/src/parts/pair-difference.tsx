/** What differs between the two tables of a pair: the shadow before and after, or the source and its shadow. */

import { Alert, Empty, Flex, Segmented } from 'antd';
import { useState } from 'react';
import type { PairDetail } from '../api/schema';
import { useTexts } from '../texts';
import { SideBySide } from './side-by-side';

type Against = 'wanted' | 'source';

export function PairDifference({ detail }: { detail: PairDetail }) {
  const { analysis } = useTexts();
  const { source_ddl: source, shadow_ddl: shadow, wanted_ddl: wanted } = detail;
  const [chosen, setChosen] = useState<Against>('wanted');
  const canBoth = Boolean(shadow && wanted && source);
  const against: Against = canBoth ? chosen : shadow && wanted ? 'wanted' : 'source';
  const { tabs } = analysis;
  const now = { label: tabs.shadow, text: shadow ?? '' };
  const then = { label: tabs.wanted, text: wanted ?? '' };
  const left = against === 'wanted' ? now : { label: tabs.source, text: source ?? '' };
  const right = against === 'wanted' || !shadow ? then : now;
  if (!left.text || !right.text)
    return (
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={source ? analysis.noShadow : analysis.noSource}
      />
    );
  return (
    <Flex vertical gap="small">
      {canBoth && (
        <Segmented<Against>
          aria-label={analysis.compare}
          value={chosen}
          onChange={setChosen}
          options={[
            { value: 'wanted', label: analysis.againstWanted },
            { value: 'source', label: analysis.againstSource },
          ]}
          style={{ alignSelf: 'flex-start' }}
        />
      )}
      {left.text === right.text && <Alert type="success" showIcon title={analysis.noDifference} />}
      <SideBySide left={left} right={right} maxHeight="60vh" />
    </Flex>
  );
}
