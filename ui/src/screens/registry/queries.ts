/** The registered shadows of a database, and their removal. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, taken } from '../../api/client';
import type { Which } from '../../api/schema';
import type { Place } from '../../parts/place-choice';

const keyOf = (place: Place) => ['shadows', place.connection, place.database];

export function useShadows(place: Place) {
  return useQuery({
    queryKey: keyOf(place),
    queryFn: async ({ signal }) => {
      const path = { id: place.connection ?? '', database: place.database ?? '' };
      const asked = api.GET('/api/v1/connections/{id}/databases/{database}/shadows', {
        params: { path },
        signal,
      });
      return (await taken(asked)).items;
    },
    enabled: place.connection !== undefined && place.database !== undefined,
    // Every shadow is compared with its source: that is not asked for by the way.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    // Who comes back to the list wants to see what became of it.
    refetchOnMount: 'always',
  });
}

/** What would be dropped; it is looked at anew each time. */
export function usePreview(place: Place, which: Which) {
  return useQuery({
    queryKey: ['drop-preview', place.connection, place.database, which],
    queryFn: () => {
      const path = { id: place.connection ?? '', database: place.database ?? '' };
      const asked = api.POST('/api/v1/connections/{id}/databases/{database}/shadows/drop', {
        params: { path },
        body: { which, dry_run: true },
      });
      return taken(asked);
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** Submits the task that drops these shadows, with the hazards that somebody has allowed. */
export function useDrop(place: Place) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ names, hazards }: { names: string[]; hazards: string[] }) => {
      const drop = {
        connection_id: place.connection ?? '',
        database: place.database ?? '',
        which: { named: names },
      };
      const body = { drop, hazards, mode: 'Immediately', error_policy: 'Continue' } as const;
      return taken(api.POST('/api/v1/tasks', { body }));
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keyOf(place) }),
        queries.invalidateQueries({ queryKey: ['tables', place.connection, place.database] }),
      ]),
  });
}
