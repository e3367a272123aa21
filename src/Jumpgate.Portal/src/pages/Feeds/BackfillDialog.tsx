import { Alert, Button, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { post } from '../../api/client';
import type { Feed, FeedBackfill } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useNow } from '../../components/now';
import { date } from '../../components/words';
import { text } from '../../text';
import { daysAhead } from './draft';

const t = text.feeds.backfill;

/** Asks from when on older events are to be fetched, and says what JumpCloud no longer has. */
export function BackfillDialog({ feed }: { feed: Feed }) {
  const client = useQueryClient();
  const now = useNow();
  const reach = daysAhead(-feed.retentionDays, now);
  const [asking, setAsking] = useState(false);
  const [from, setFrom] = useState(daysAhead(-Math.min(30, feed.retentionDays), now));
  const start = useMutation({
    mutationFn: () => post<FeedBackfill>(`/v1/feeds/${feed.id}/backfill`, { from: `${from}T00:00:00Z` }),
    async onSuccess() {
      await client.invalidateQueries({ queryKey: ['feeds'] });
      setAsking(false);
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconHistory size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t.open}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t.title}
        verb={t.start}
        busy={start.isPending}
        ready={from !== ''}
        error={start.error}
        onConfirm={() => start.mutate()}
        onClose={() => {
          setAsking(false);
          start.reset();
        }}
      >
        <Text>{t.text(feed.retentionDays)}</Text>
        <TextInput
          type="date"
          label={t.from}
          description={t.fromHint(date(reach))}
          value={from}
          max={daysAhead(0, now)}
          onChange={(event) => {
            setFrom(event.currentTarget.value);
            start.reset();
          }}
          data-autofocus
        />
        {from !== '' && from < reach && (
          <Alert color="yellow" role="status">
            {t.outOfReach(date(from), date(reach))}
          </Alert>
        )}
      </ConfirmDialog>
    </>
  );
}
