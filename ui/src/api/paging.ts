/** Lists that come in pages: the next page is asked for by the cursor of the one before. */

import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list. */
export interface Part<T> {
  items: T[];
  next?: string | null;
  total?: number | null;
}

/** As many items as the API gives at once. */
const MOST = 1000;

/** What is asked for a page: as many as there are at once, from the cursor on. */
export interface PageQuery {
  limit: number;
  cursor?: string;
}

type Ask<T> = (page: PageQuery) => Promise<Part<T>>;

async function* pages<T>(ask: Ask<T>): AsyncGenerator<T[]> {
  let cursor: string | undefined;
  do {
    const part = await ask({ limit: MOST, ...(cursor ? { cursor } : {}) });
    yield part.items;
    cursor = part.next ?? undefined;
  } while (cursor);
}

/** All items of a list, page after page. */
export async function allOf<T>(ask: Ask<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const items of pages(ask)) found.push(...items);
  return found;
}

/** The first item of a list that fits, page after page. */
export async function firstOf<T>(ask: Ask<T>, fits: (item: T) => boolean): Promise<T | undefined> {
  for await (const items of pages(ask)) {
    const found = items.find(fits);
    if (found) return found;
  }
  return undefined;
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
