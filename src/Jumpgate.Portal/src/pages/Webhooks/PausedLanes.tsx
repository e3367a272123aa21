import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { directoriesQuery, lanesQuery } from '../../api/queries';
import type { Webhook } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { useSession } from '../../app/session';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fault } from '../../components/ProblemAlert';
import { number } from '../../components/words';
import { text } from '../../text';
import { useRelease } from './useRelease';

const t = text.webhooks.paused;

/** Directories whose events wait behind one that could not be delivered, with the ways on. */
export function PausedLanes({ webhook, onDone }: { webhook: Webhook; onDone(): unknown }) {
  const { tenant } = useSession();
  const directories = useQuery(directoriesQuery(tenant));
  const lanes = useQuery({ ...lanesQuery(webhook.id), refetchInterval: usePollInterval(true) });
  const release = useRelease(webhook, onDone);
  const [skipping, setSkipping] = useState<number | null>(null);
  const paused = (lanes.data ?? []).flatMap((lane) =>
    lane.state === 'paused' && lane.failedSeq !== null ? [{ ...lane, failedSeq: lane.failedSeq }] : [],
  );
  if (paused.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconHandStop aria-hidden />} title={t.title(paused.length)} role="alert">
      <Stack gap="xs">
        <Text>{t.text}</Text>
        {paused.map((lane) => (
          <Group key={`${lane.directory}/${lane.replay}`} gap="xs">
            <Text fw={500}>
              {t.lane(
                directories.data?.find((d) => d.id === lane.directory)?.name ?? t.none,
                number(lane.failedSeq),
              )}
            </Text>
            <Button
              size="xs"
              loading={release.isPending && release.variables.seq === lane.failedSeq}
              onClick={() => release.mutate({ seq: lane.failedSeq, act: 'replay' })}
            >
              {t.replay}
            </Button>
            <Button size="xs" variant="default" onClick={() => setSkipping(lane.failedSeq)}>
              {t.skip}
            </Button>
          </Group>
        ))}
        {release.isError && <Fault error={release.error} focus />}
      </Stack>
      <ConfirmDialog
        opened={skipping !== null}
        title={t.skipTitle}
        verb={t.skip}
        busy={release.isPending}
        onConfirm={() =>
          skipping !== null &&
          release.mutate({ seq: skipping, act: 'skip' }, { onSettled: () => setSkipping(null) })
        }
        onClose={() => setSkipping(null)}
      >
        <Text>{t.skipText}</Text>
      </ConfirmDialog>
    </Alert>
  );
}
