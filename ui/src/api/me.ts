/** Who is logged on. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, taken } from './client';
import { Problem } from './problem';
import type { Me, Role } from './schema';

const ME = ['me'] as const;

/** Who is logged on; `null` if nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return await taken(api.GET('/api/v1/me', { signal }));
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

/** Forgets all that was asked in somebody's name, and asks who is logged on. */
export function useChangedPerson() {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] });
    await queries.invalidateQueries({ queryKey: ME });
  };
}

const RANK: Record<Role, number> = { viewer: 0, operator: 1, approver: 2, admin: 3 };

/** All roles; each may do what those before it may. */
export const ROLES: Role[] = ['viewer', 'operator', 'approver', 'admin'];

/** Whether a role may do what `needed` may. */
export function reaches(role: Role | undefined, needed: Role): boolean {
  return role !== undefined && RANK[role] >= RANK[needed];
}
