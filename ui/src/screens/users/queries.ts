/** Users and tokens: what is asked and changed. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, taken, versioned } from '../../api/client';
import { usePages } from '../../api/paging';
import type { NewToken, NewUser, User, UserChange } from '../../api/schema';

const USERS = ['users'] as const;
const TOKENS = ['tokens'] as const;

export function useUsers(search: string) {
  return usePages<User>([...USERS, 'list', search], (cursor, signal) => {
    const query = { search: search || undefined, cursor };
    return taken(api.GET('/api/v1/users', { params: { query }, signal }));
  });
}

/** One user, with the version that a change must send back. */
export function useUser(id: string) {
  return useQuery({
    queryKey: [...USERS, 'one', id],
    queryFn: ({ signal }) => versioned(api.GET('/api/v1/users/{id}', { params: { path: { id } }, signal })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useForgetUsers() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: USERS });
}

export function createUser(body: NewUser) {
  const header = { 'Idempotency-Key': idempotencyKey() };
  return taken(api.POST('/api/v1/users', { params: { header }, body }));
}

export function changeUser(id: string, etag: string, body: UserChange) {
  const params = { path: { id }, header: { 'If-Match': etag } };
  return taken(api.PATCH('/api/v1/users/{id}', { params, body }));
}

export function deleteUser(id: string, etag: string) {
  const params = { path: { id }, header: { 'If-Match': etag } };
  return taken(api.DELETE('/api/v1/users/{id}', { params }));
}

export function useTokens() {
  return useQuery({
    queryKey: TOKENS,
    queryFn: async ({ signal }) => (await taken(api.GET('/api/v1/tokens', { signal }))).items,
  });
}

export function useForgetTokens() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: TOKENS });
}

export function createToken(body: NewToken) {
  const header = { 'Idempotency-Key': idempotencyKey() };
  return taken(api.POST('/api/v1/tokens', { params: { header }, body }));
}

export function deleteToken(id: string) {
  return taken(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } }));
}
