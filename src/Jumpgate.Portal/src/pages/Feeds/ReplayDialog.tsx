import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, post } from '../../api/client';
import type { Sink, SinkReplayed } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { number } from '../../components/words';
import { text } from '../../text';
import { BeginField, placeOf, type Begin } from './BeginField';

const t = text.feeds.sinks;

/** Delivers again from a time or a position on. */
export function ReplayDialog({ sink }: { sink: Sink }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [begin, setBegin] = useState<Begin>({ way: 'time', value: '' });
  const replay = useMutation({
    mutationFn: () => post<SinkReplayed>(`/v1/sinks/${sink.id}/replay`, { from: placeOf(begin) }),
    async onSuccess() {
      setAsking(false);
      await client.invalidateQueries({ queryKey: ['feeds'] });
    },
  });
  const fault = replay.error instanceof ApiError ? replay.error : null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t.replay}
      </Button>
      {replay.data && (
        <VisuallyHidden role="status">
          {t.replayed(number(replay.data.from), number(replay.data.to))}
        </VisuallyHidden>
      )}
      <ConfirmDialog
        opened={asking}
        title={t.replayTitle(sink.name)}
        verb={t.replay}
        busy={replay.isPending}
        ready={placeOf(begin) !== null}
        error={replay.error}
        onConfirm={() => replay.mutate()}
        onClose={() => {
          setAsking(false);
          replay.reset();
        }}
      >
        <Text>{t.replayText}</Text>
        <BeginField
          label={t.replayBy}
          ways={t.replayWays}
          value={begin}
          onChange={(next) => {
            setBegin(next);
            replay.reset();
          }}
          error={fault?.field('from')?.detail}
        />
      </ConfirmDialog>
    </>
  );
}
