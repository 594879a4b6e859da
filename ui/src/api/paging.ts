/** Lists that come in pages: the next page is asked for by the cursor of the one before. */

import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list. */
export interface Part<T> {
  items: T[];
  next?: string | null;
  total?: number | null;
}

/** After so many milliseconds it is asked for again; what it holds may decide. */
type Interval<T> = number | false | ((items: T[]) => number | false);

/**
 * A list that grows by pages. `ask` gets the cursor (undefined for the first page).
 * `items` are those of all pages asked for so far.
 */
export function usePages<T>(
  queryKey: QueryKey,
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Part<T>>,
  options: { enabled?: boolean; refetchInterval?: Interval<T> } = {},
) {
  const { refetchInterval = false, enabled } = options;
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval:
      typeof refetchInterval === 'function'
        ? ({ state }) => refetchInterval(state.data?.pages.flatMap((page) => page.items) ?? [])
        : refetchInterval,
  });
  const pages = query.data?.pages ?? [];
  return { ...query, items: pages.flatMap((page) => page.items), total: pages[0]?.total ?? undefined };
}
