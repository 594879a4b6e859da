/** What can be done to the selected pairs, or to all that the filter finds. */

import { App, Button, Flex } from 'antd';
import { useState } from 'react';
import type { Analysis, Pair, SkipRequest } from '../../../api/schema';
import { amount } from '../../../parts/amount';
import { useTexts } from '../../../texts';
import { allPairs } from '../queries';
import { type Filters, selectionOf } from './filters';

interface ActionsProps {
  analysis: Analysis;
  filters: Filters;
  /** How many pairs the filter finds. */
  found: number;
  selected: Pair[];
  isBusy: boolean;
  skip: (body: SkipRequest) => void;
  adopt: (pairs: Pair[]) => void;
  adoptable: (pair: Pair) => boolean;
}

export function Actions(props: ActionsProps) {
  const { filters, found, selected, isBusy, skip } = props;
  const { wizard } = useTexts();
  const positions = (pairs: Pair[]) => pairs.map((pair) => pair.position);
  if (filters.tab === 'synchronized')
    return (
      <Flex gap="small" wrap>
        <Button
          disabled={selected.length === 0 || isBusy}
          onClick={() => skip({ skipped: true, positions: positions(selected) })}
        >
          {wizard.analyze.skipSelected(selected.length)}
        </Button>
        <Button
          disabled={found === 0 || isBusy}
          onClick={() => skip({ skipped: true, filter: selectionOf(filters) })}
        >
          {wizard.analyze.skipFound(amount(found))}
        </Button>
      </Flex>
    );
  const skipped = selected.filter((pair) => pair.skipped);
  const blocked = selected.filter((pair) => !pair.skipped && pair.verdict !== 'Consistent');
  return (
    <Flex gap="small" wrap>
      <Button
        disabled={skipped.length === 0 || isBusy}
        onClick={() => skip({ skipped: false, positions: positions(skipped) })}
      >
        {wizard.analyze.unskipSelected(skipped.length)}
      </Button>
      <Button
        disabled={(props.analysis.counts.Skipped ?? 0) === 0 || isBusy}
        onClick={() => skip({ skipped: false, filter: selectionOf(filters) })}
      >
        {wizard.analyze.unskipFound}
      </Button>
      <Button
        disabled={blocked.length === 0 || isBusy}
        onClick={() => skip({ skipped: true, positions: positions(blocked) })}
      >
        {wizard.analyze.skipSelected(blocked.length)}
      </Button>
      <Adoptions {...props} />
    </Flex>
  );
}

function Adoptions({ analysis, selected, adopt, adoptable }: ActionsProps) {
  const { wizard } = useTexts();
  const { message } = App.useApp();
  const [isLooking, setIsLooking] = useState(false);
  if ((analysis.counts.Conflict ?? 0) === 0) return null;
  const chosen = selected.filter(adoptable);
  const all = async () => {
    setIsLooking(true);
    try {
      const conflicts = await allPairs(analysis.id, { verdict: 'Conflict', skipped: false });
      const those = conflicts.filter(adoptable);
      if (those.length > 0) adopt(those);
      else message.info(wizard.analyze.noneAdoptable);
    } finally {
      setIsLooking(false);
    }
  };
  return (
    <>
      <Button disabled={chosen.length === 0} onClick={() => adopt(chosen)}>
        {wizard.analyze.adoptSelected(chosen.length)}
      </Button>
      <Button onClick={all} loading={isLooking}>
        {wizard.analyze.adoptAll}
      </Button>
    </>
  );
}
