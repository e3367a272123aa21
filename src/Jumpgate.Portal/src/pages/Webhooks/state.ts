import type { Webhook } from '../../api/types';
import { text } from '../../text';

/** How an endpoint is, as a chip. */
export function webhookState(webhook: Webhook): { status: string; label: string } {
  const t = text.webhooks.states;
  const { health } = webhook;
  if (!webhook.enabled)
    return webhook.disabledReason === 'gone'
      ? { status: 'failed', label: t.gone ?? '' }
      : { status: 'disabled', label: t.disabled ?? '' };
  if (health.paused > 0) return { status: 'held', label: t.paused ?? '' };
  if (health.retrying > 0) return { status: 'Retrying', label: t.retrying ?? '' };
  return { status: 'enabled', label: t.ok ?? '' };
}

export function eventWords(webhook: Webhook): string {
  const { events } = webhook;
  if (events.length === 0 || events.includes('*')) return text.webhooks.all;
  return text.webhooks.some(events.length);
}

/** Signing secrets made in this document, by webhook: shown once, kept in its memory alone. */
const secrets = new Map<string, string>();

export function keepSecret(webhook: Webhook) {
  if (webhook.secret) secrets.set(webhook.id, webhook.secret);
}

export function secretOf(webhook: Webhook): string | undefined {
  return secrets.get(webhook.id);
}
