/** What the console remembers of the API's answers, and when it asks again. */

import { QueryClient } from '@tanstack/react-query';
import { onHealed } from './link';
import { Problem } from './problem';

/** A refusal stays a refusal; what could not be reached is asked again when the server is back. */
function again(failures: number, error: Error): boolean {
  if (error instanceof Problem) return error.status === 503 && failures < 3;
  return false;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: again, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

onHealed(() => {
  queries.invalidateQueries();
});
