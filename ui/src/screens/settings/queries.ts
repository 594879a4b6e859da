/** Webhooks, their deliveries and the settings: what is asked and changed. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, idempotencyKey, taken, versioned } from '../../api/client';
import { usePages } from '../../api/paging';
import type { Delivery, Settings, Webhook, WebhookRequest } from '../../api/schema';

const WEBHOOKS = ['webhooks'] as const;
const SETTINGS = ['settings'] as const;

export function useWebhooks() {
  return useQuery({
    queryKey: [...WEBHOOKS, 'list'],
    queryFn: async ({ signal }) => (await taken(api.GET('/api/v1/webhooks', { signal }))).items,
  });
}

/** One webhook, with the version that a change must send back. */
export function useWebhook(id: string | undefined) {
  return useQuery({
    queryKey: [...WEBHOOKS, 'one', id],
    queryFn: ({ signal }) =>
      versioned(api.GET('/api/v1/webhooks/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useDeliveries(id: string) {
  return usePages<Delivery>(
    [...WEBHOOKS, 'deliveries', id],
    (cursor, signal) => {
      const params = { path: { id }, query: { cursor } };
      return taken(api.GET('/api/v1/webhooks/{id}/deliveries', { params, signal }));
    },
    { refetchInterval: 5000 },
  );
}

export function useForgetWebhooks() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: WEBHOOKS });
}

/** The webhook that is being changed, as it was seen. */
export interface Seen {
  id: string;
  etag: string;
}

export function saveWebhook(seen: Seen | undefined, body: WebhookRequest): Promise<Webhook> {
  if (!seen) {
    const header = { 'Idempotency-Key': idempotencyKey() };
    return taken(api.POST('/api/v1/webhooks', { params: { header }, body }));
  }
  const params = { path: { id: seen.id }, header: { 'If-Match': seen.etag } };
  return taken(api.PUT('/api/v1/webhooks/{id}', { params, body }));
}

/** Deletes the webhook as it is now: the question named it, not a version of it. */
export async function removeWebhook(id: string) {
  const { etag } = await versioned(api.GET('/api/v1/webhooks/{id}', { params: { path: { id } } }));
  const params = { path: { id }, header: { 'If-Match': etag } };
  await taken(api.DELETE('/api/v1/webhooks/{id}', { params }));
}

export function sendTest(id: string) {
  return taken(api.POST('/api/v1/webhooks/{id}/test', { params: { path: { id } } }));
}

export function useSettings() {
  return useQuery({
    queryKey: SETTINGS,
    queryFn: ({ signal }) => versioned(api.GET('/api/v1/settings', { signal })),
    refetchOnWindowFocus: false,
  });
}

export function saveSettings(etag: string, body: Settings) {
  return versioned(api.PUT('/api/v1/settings', { params: { header: { 'If-Match': etag } }, body }));
}
