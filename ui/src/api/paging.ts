/** Lists that come in pages: the next page is asked for by the cursor of the one before. */

import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list. */
export interface Part<T> {
  items: T[];
  next?: string | null;
  total?: number | null;
}

/**
 * A list that grows by pages. `ask` gets the cursor (undefined for the first page).
 * `items` are those of all pages asked for so far.
 */
export function usePages<T>(
  queryKey: QueryKey,
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Part<T>>,
  options: { enabled?: boolean; refetchInterval?: number | false } = {},
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  });
  const pages = query.data?.pages ?? [];
  return { ...query, items: pages.flatMap((page) => page.items), total: pages[0]?.total ?? undefined };
}
