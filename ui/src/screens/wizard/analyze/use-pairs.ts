/** A page of the pairs of an analysis, and the way to the pages before and behind it. */

import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, taken } from '../../../api/client';
import { type Filters, queryOf } from './filters';

function pageOf(analysis: string, query: ReturnType<typeof queryOf>, cursor: string | undefined) {
  return queryOptions({
    queryKey: ['analysis', analysis, 'pairs', query, cursor],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/analyses/{id}/pairs', {
          params: { path: { id: analysis }, query: { ...query, ...(cursor ? { cursor } : {}) } },
          signal,
        }),
      ),
  });
}

export function usePairs(analysis: string, filters: Filters) {
  const query = queryOf(filters);
  const asked = JSON.stringify(query);
  // The cursors of the pages so far: the server gives each with the page before.
  const [way, setWay] = useState<{ asked: string; cursors: string[] }>({ asked, cursors: [] });
  const cursors = way.asked === asked ? way.cursors : [];
  const cursor = cursors.at(-1);
  const found = useQuery({ ...pageOf(analysis, query, cursor), placeholderData: keepPreviousData });
  const next = found.isPlaceholderData ? undefined : (found.data?.next ?? undefined);
  const queries = useQueryClient();
  useEffect(() => {
    // The next page is asked for before somebody turns to it.
    if (next) queries.prefetchQuery(pageOf(analysis, JSON.parse(asked), next));
  }, [queries, analysis, asked, next]);
  return {
    ...found,
    items: found.data?.items ?? [],
    total: found.data?.total ?? 0,
    page: cursors.length,
    forth:
      next && !found.isPlaceholderData ? () => setWay({ asked, cursors: [...cursors, next] }) : undefined,
    back: cursors.length > 0 ? () => setWay({ asked, cursors: cursors.slice(0, -1) }) : undefined,
    first: () => setWay({ asked, cursors: [] }),
  };
}
