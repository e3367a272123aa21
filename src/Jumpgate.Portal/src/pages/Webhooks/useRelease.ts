import { useMutation } from '@tanstack/react-query';
import { post } from '../../api/client';
import type { Webhook } from '../../api/types';

/** Sends an event again, or passes it over. */
export function useRelease(webhook: Webhook, onDone: () => unknown) {
  return useMutation({
    mutationFn: ({ seq, act }: { seq: number; act: 'replay' | 'skip' }) =>
      post(`/v1/webhooks/${webhook.id}/${act}`, { seq }),
    onSuccess: () => onDone(),
  });
}
