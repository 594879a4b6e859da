/** Connections, their databases and tables: what several rooms ask for. */

import { useQuery } from '@tanstack/react-query';
import { api, taken, versioned } from './client';
import { allOf } from './paging';

/** The keys of what is remembered: whoever changes a connection forgets `CONNECTIONS`. */
export const CONNECTIONS = ['connections'] as const;

/** All connections that one may see, for choosing one. */
export function useConnectionChoices() {
  return useQuery({
    queryKey: [...CONNECTIONS, 'choices'],
    queryFn: ({ signal }) =>
      allOf((query) => taken(api.GET('/api/v1/connections', { params: { query }, signal }))),
  });
}

/** One connection with its version. */
export function useConnection(id: string | undefined) {
  return useQuery({
    queryKey: [...CONNECTIONS, 'one', id],
    queryFn: ({ signal }) =>
      versioned(api.GET('/api/v1/connections/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
  });
}

/** The databases of a connection. */
export function useDatabases(id: string | undefined) {
  return useQuery({
    queryKey: [...CONNECTIONS, 'databases', id],
    queryFn: async ({ signal }) => {
      const path = { id: id ?? '' };
      return (await taken(api.GET('/api/v1/connections/{id}/databases', { params: { path }, signal }))).items;
    },
    enabled: id !== undefined,
    staleTime: 60_000,
  });
}
