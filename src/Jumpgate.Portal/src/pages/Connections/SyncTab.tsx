import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { runsQuery } from '../../api/queries';
import type { Organization, SyncRun } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { Fact, Facts } from '../../components/Facts';
import { useRowKeys } from '../../components/keys';
import { withParams } from '../../components/params';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { duration, number, percent } from '../../components/words';
import { text } from '../../text';
import { HeldRun } from './HeldRun';
import { ProgressTable } from './Progress';
import { RunDrawer } from './RunDrawer';
import { changed, intervalWords, scheduleWords, seen } from './runs';

const t = text.sync;

export function SyncTab({ organization: o }: { organization: Organization }) {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const cursor = params.get('cursor');
  const runs = useQuery({
    ...runsQuery(o.id, cursor),
    refetchInterval: usePollInterval(o.status === 'Syncing'),
  });
  const rows = useRowKeys((id) => setParams((p) => withParams(p, { run: id })));
  return (
    <Stack gap="lg">
      {o.lastRun?.state === 'held' && <HeldRun id={o.lastRun.id} />}
      {o.progress && (
        <Section title={text.progress.title}>
          <ProgressTable progress={o.progress} />
        </Section>
      )}
      <Section title={t.schedule}>
        <Facts>
          <Fact label={t.full}>{scheduleWords(o.settings)}</Fact>
          <Fact label={t.refresh}>
            {o.settings.refreshInterval ? t.every(intervalWords(o.settings.refreshInterval)) : t.off}
          </Fact>
          <Fact label={t.next}>
            <Ago at={o.nextSyncAt} none={t.byHand} />
          </Fact>
          <Fact label={t.guard}>
            {t.guardWords(percent(o.settings.guard?.share ?? 0.3), o.settings.guard?.atLeast ?? 10)}
          </Fact>
        </Facts>
      </Section>
      <Section title={t.history} flush>
        {runs.isPending && <Skeleton h={160} m="lg" w="auto" />}
        {runs.isError && <Fault error={runs.error} />}
        {runs.data?.items.length === 0 && (
          <Blank icon={<IconHistory />} title={t.none}>
            {t.noneDetail}
          </Blank>
        )}
        {runs.data && runs.data.items.length > 0 && (
          <Table.ScrollContainer minWidth={820}>
            <Table highlightOnHover aria-label={t.history}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th pl="lg">{t.columns.state}</Table.Th>
                  <Table.Th>{t.columns.started}</Table.Th>
                  <Table.Th>{t.columns.why}</Table.Th>
                  <Table.Th ta="right">{t.columns.seen}</Table.Th>
                  <Table.Th ta="right">{t.columns.changed}</Table.Th>
                  <Table.Th ta="right">{t.columns.requests}</Table.Th>
                  <Table.Th ta="right" pr="lg">
                    {t.columns.duration}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody {...rows.body}>
                {runs.data.items.map((run, i) => (
                  <RunRow key={run.id} run={run} row={rows.row(run.id, i === 0)} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {(cursor !== null || runs.data?.next) && (
          <Group justify="flex-end" p="sm" gap="xs">
            {cursor !== null && (
              <Button variant="default" size="xs" onClick={() => void navigate(-1)}>
                {text.table.previous}
              </Button>
            )}
            {runs.data?.next && (
              <Button
                variant="default"
                size="xs"
                onClick={() => setParams((p) => withParams(p, { cursor: runs.data.next }))}
              >
                {text.table.next}
              </Button>
            )}
          </Group>
        )}
      </Section>
      <RunDrawer id={params.get('run')} onClose={() => setParams((p) => withParams(p, { run: null }))} />
    </Stack>
  );
}

function RunRow({ run, row }: { run: SyncRun; row: object }) {
  return (
    <Table.Tr {...row} className="numeric">
      <Table.Td pl="lg">
        <StatusChip status={run.state} label={text.runStates[run.state]} />
      </Table.Td>
      <Table.Td>
        <Ago at={run.startedAt ?? run.queuedAt} />
      </Table.Td>
      <Table.Td>
        {t.modes[run.mode] ?? run.mode}
        <Text span c="dimmed">
          {' '}
          · {t.triggers[run.trigger] ?? run.trigger}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{number(seen(run))}</Table.Td>
      <Table.Td ta="right">{number(changed(run))}</Table.Td>
      <Table.Td ta="right">{number(run.requests)}</Table.Td>
      <Table.Td ta="right" pr="lg">
        {run.duration === null ? '–' : duration(run.duration)}
      </Table.Td>
    </Table.Tr>
  );
}
