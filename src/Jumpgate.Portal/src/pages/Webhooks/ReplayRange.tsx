import { Button, NumberInput, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api/client';
import type { Webhook } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { text } from '../../text';

const t = text.webhooks.again;

/** Sends a range of events again. */
export function ReplayRange({ webhook, onDone }: { webhook: Webhook; onDone(): unknown }) {
  const [asking, setAsking] = useState(false);
  const [from, setFrom] = useState<number | string>('');
  const [to, setTo] = useState<number | string>('');
  const replay = useMutation({
    mutationFn: () =>
      post(`/v1/webhooks/${webhook.id}/replay`, { from: Number(from), to: to === '' ? null : Number(to) }),
    onSuccess() {
      setAsking(false);
      onDone();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t.open}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t.title}
        verb={t.send}
        busy={replay.isPending}
        ready={from !== ''}
        error={replay.error}
        onConfirm={() => replay.mutate()}
        onClose={() => {
          setAsking(false);
          replay.reset();
        }}
      >
        <Text>{t.text}</Text>
        <NumberInput label={t.from} min={1} value={from} onChange={setFrom} data-autofocus />
        <NumberInput label={t.to} description={t.toHint} min={1} value={to} onChange={setTo} />
      </ConfirmDialog>
    </>
  );
}
