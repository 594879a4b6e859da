/** View: all that is known about a pair, in a drawer. Its definitions, what will be done, and what differs. */

import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { api, taken } from '../api/client';
import type { PairDetail } from '../api/schema';
import { useTexts } from '../texts';
import { Failure } from './failure';
import { PairTabs } from './pair-tabs';

/** What the pair is a part of. */
export interface PairOf {
  kind: 'analysis' | 'task';
  id: string;
}

interface PairViewProps {
  of: PairOf;
  /** The pair's place; nothing is shown while it is null. */
  position: number | null;
  /** Why it could not be found out which it is. */
  failed?: { error: unknown; again: () => void };
  onClose: () => void;
}

export function PairView({ of, position, failed, onClose }: PairViewProps) {
  const { words, analysis } = useTexts();
  const found = usePair(of, position);
  const pair = found.data?.pair;
  return (
    <Drawer
      open={position !== null || failed !== undefined}
      onClose={onClose}
      size="min(1100px, 96vw)"
      title={pair ? analysis.pair(pair.source, pair.shadow) : words.loading}
      closable={{ 'aria-label': words.close }}
      destroyOnHidden
    >
      {failed && <Failure {...failed} />}
      {found.isError && <Failure error={found.error} again={() => found.refetch()} />}
      {position !== null && found.isPending && <Skeleton active />}
      {found.data && <PairTabs detail={found.data} />}
    </Drawer>
  );
}

function usePair(of: PairOf, position: number | null) {
  return useQuery({
    queryKey: ['pair', of.kind, of.id, position],
    enabled: position !== null,
    queryFn: ({ signal }): Promise<PairDetail> => {
      const params = { path: { id: of.id, position: position ?? 0 } };
      return of.kind === 'analysis'
        ? taken(api.GET('/api/v1/analyses/{id}/pairs/{position}', { params, signal }))
        : taken(api.GET('/api/v1/tasks/{id}/pairs/{position}', { params, signal }));
    },
  });
}
