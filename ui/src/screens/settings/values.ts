/** What stands in the form of a webhook, and how it becomes what the API takes. */

import type { Webhook, WebhookEvent, WebhookRequest, WebhookTemplate } from '../../api/schema';

export interface Values {
  name: string;
  url: string;
  template: WebhookTemplate;
  events: WebhookEvent[];
  /** Empty for all connections. */
  connection: string;
  enabled: boolean;
  /** What becomes of a secret that is kept already. */
  keep: 'keep' | 'new' | 'none';
  secret: string;
}

export function valuesOf(webhook: Webhook | undefined): Values {
  return {
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    template: webhook?.template ?? 'json',
    events: webhook?.events ?? ['failed', 'approval-wanted', 'needs-attention'],
    connection: webhook?.connection_id ?? '',
    enabled: webhook?.enabled ?? true,
    keep: webhook?.has_secret ? 'keep' : 'new',
    secret: '',
  };
}

/** What is sent. `before` is the webhook that is being changed. */
export function requestOf(values: Values, before: Webhook | undefined): WebhookRequest {
  const { keep, secret } = values;
  // Absent: what is kept stays. Empty: there is none.
  const kept = keep === 'keep' ? undefined : keep === 'none' ? '' : secret;
  return {
    name: values.name.trim(),
    url: values.url.trim(),
    template: values.template,
    events: values.events,
    connection_id: values.connection || null,
    enabled: values.enabled,
    secret: before?.has_secret ? kept : secret || undefined,
  };
}
