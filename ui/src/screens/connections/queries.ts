/** What the connections' screen asks and changes. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, taken, versioned } from '../../api/client';
import { CONNECTIONS } from '../../api/connections';
import { usePages } from '../../api/paging';
import type { Connection, ConnectionRequest, Tested } from '../../api/schema';

export function useConnections(search: string) {
  return usePages<Connection>([...CONNECTIONS, 'list', search], (cursor, signal) => {
    const query = { search: search || undefined, cursor };
    return taken(api.GET('/api/v1/connections', { params: { query }, signal }));
  });
}

/** A connection that is to be changed: read anew each time, and not behind what is being typed. */
export function useFresh(id: string | undefined) {
  return useQuery({
    queryKey: ['connection', id],
    queryFn: ({ signal }) =>
      versioned(api.GET('/api/v1/connections/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Asks again for everything that hangs on connections. */
export function useForgetConnections() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: CONNECTIONS });
}

/** Tests a connection that is kept; the list shows what was found. */
export function useTest(id: string) {
  const forget = useForgetConnections();
  return useMutation<Tested>({
    mutationFn: () =>
      taken(api.POST('/api/v1/connections/{id}/test', { params: { path: { id } }, body: {} })),
    onSuccess: (tested) => (tested.ok ? forget() : undefined),
  });
}

/** Tests a connection as it stands in the form. */
export function useTestNew() {
  return useMutation({
    mutationFn: (body: { connection: ConnectionRequest; id?: string }) =>
      taken(api.POST('/api/v1/connections/test', { body })),
  });
}

/** The connection that is being changed, as it was seen. */
export interface Seen {
  id: string;
  etag: string;
}

export async function save(seen: Seen | undefined, body: ConnectionRequest): Promise<Connection> {
  if (!seen) {
    const header = { 'Idempotency-Key': idempotencyKey() };
    return taken(api.POST('/api/v1/connections', { params: { header }, body }));
  }
  const params = { path: { id: seen.id }, header: { 'If-Match': seen.etag } };
  return taken(api.PUT('/api/v1/connections/{id}', { params, body }));
}

/** Deletes the connection as it is now: the question named it, not a version of it. */
export async function remove(id: string): Promise<void> {
  const { etag } = await versioned(api.GET('/api/v1/connections/{id}', { params: { path: { id } } }));
  const params = { path: { id }, header: { 'If-Match': etag } };
  await taken(api.DELETE('/api/v1/connections/{id}', { params }));
}
