/** Sets the skip marks that an analysis takes over from the one before, as soon as it is done. */

import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Analysis } from '../../api/schema';
import type { Carried } from './draft';
import { marksChanged, skipSources } from './queries';
import type { Change } from './use-draft';

export function useCarriedSkips(analysis: Analysis | undefined, carried: Carried | null, change: Change) {
  const carry = useMutation({
    mutationFn: async ({ analysis: id, sources }: Carried) => {
      await skipSources(id, sources);
      await marksChanged(id);
      change({ carried: null });
    },
  });
  const { mutate, isIdle } = carry;
  const due = analysis?.state === 'Done' && carried?.analysis === analysis.id ? carried : null;
  useEffect(() => {
    if (due && isIdle) mutate(due);
  }, [due, isIdle, mutate]);
  return { isPending: due !== null && !carry.isError, isError: carry.isError, error: carry.error };
}
