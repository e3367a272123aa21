import { Alert, Button, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../../api/client';
import type { Feed, FeedBackfill, FeedGap } from '../../api/types';
import { useMay } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Fact, Facts } from '../../components/Facts';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { date, duration, exact, number } from '../../components/words';
import { text } from '../../text';
import { BackfillDialog } from './BackfillDialog';

const t = text.feeds.fetching;

/** How far the log is, what is missing of it, and older events on their way. */
export function Fetching({ feed }: { feed: Feed }) {
  const may = useMay('feeds');
  const { open = 0, closed = 0, lost = 0 } = feed.gapCounts ?? {};
  const running = feed.backfill?.state === 'running';
  return (
    <Section title={t.title} aside={may && !running && <BackfillDialog feed={feed} />}>
      <Stack gap="lg">
        <Facts min={160}>
          <Fact label={t.lag}>{feed.lagSeconds === null ? t.notYet : duration(feed.lagSeconds)}</Fact>
          <Fact label={t.newest}>
            <Ago at={feed.cursor.newestAt} none={t.notYet} />
          </Fact>
          <Fact label={t.position}>{number(feed.cursor.position)}</Fact>
          <Fact label={t.backlog}>{feed.sinks.length === 0 ? '–' : number(feed.backlog)}</Fact>
          <Fact label={t.gaps}>{t.gapWords(open, closed, lost)}</Fact>
        </Facts>
        {feed.backfill && <Backfill feed={feed} backfill={feed.backfill} may={may} />}
        {(feed.gaps ?? []).length > 0 && <Gaps gaps={feed.gaps ?? []} />}
      </Stack>
    </Section>
  );
}

function Backfill({ feed, backfill: b, may }: { feed: Feed; backfill: FeedBackfill; may: boolean }) {
  const w = text.feeds.backfill;
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => post(`/v1/feeds/${feed.id}/backfill/cancel`),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  });
  const running = b.state === 'running';
  const share = b.expected ? (100 * b.events) / b.expected : (100 * b.slicesDone) / Math.max(b.slices, 1);
  return (
    <Stack component="section" aria-label={w.progress} gap="xs">
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={3}>{w.progress}</Title>
          <StatusChip status={b.state} label={w.states[b.state]} live />
          <Text c="dimmed">{w.stretch(date(b.from), date(b.to))}</Text>
        </Group>
        {running && may && (
          <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {w.cancel}
          </Button>
        )}
      </Group>
      {cancel.isError && <Fault error={cancel.error} focus />}
      <Progress
        aria-label={w.progress}
        value={b.state === 'done' ? 100 : Math.min(share, 100)}
        color={b.state === 'done' ? 'green' : undefined}
        size="sm"
      />
      <Facts min={140}>
        <Fact label={w.events}>
          {b.expected === null ? number(b.events) : w.of(number(b.events), number(b.expected))}
        </Fact>
        <Fact label={w.stored}>{number(b.stored)}</Fact>
        {running && (
          <>
            <Fact label={w.rate}>{w.perSecond(number(Math.round(b.eventsPerSecond)))}</Fact>
            <Fact label={w.left}>
              <Ago at={b.estimatedEndAt} none={w.unknown} />
            </Fact>
          </>
        )}
      </Facts>
      {b.outOfReach && (
        <Alert color="yellow" role="status">
          {w.outOfReach(date(b.outOfReach.from), date(b.outOfReach.to))}
        </Alert>
      )}
    </Stack>
  );
}

function Gaps({ gaps }: { gaps: FeedGap[] }) {
  const w = text.feeds.gaps;
  return (
    <section aria-label={w.title}>
      <Title order={3}>{w.title}</Title>
      <Text c="dimmed" fz="sm">
        {w.lead}
      </Text>
      <Table.ScrollContainer minWidth={720}>
        <Table aria-label={w.title} className="numeric">
          <Table.Thead>
            <Table.Tr>
              <Table.Th pl={0}>{w.columns.state}</Table.Th>
              <Table.Th>{w.columns.stretch}</Table.Th>
              <Table.Th>{w.columns.service}</Table.Th>
              <Table.Th ta="right">{w.columns.missing}</Table.Th>
              <Table.Th pr={0}>{w.columns.next}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {gaps.map((gap) => (
              <Table.Tr key={gap.id}>
                <Table.Td pl={0}>
                  <StatusChip status={gap.state} label={w.states[gap.state]} />
                </Table.Td>
                <Table.Td>
                  {exact(gap.from)} – {exact(gap.to)}
                  <Text fz="sm" c="dimmed">
                    {gap.detail ?? w.reasons[gap.reason] ?? gap.reason}
                  </Text>
                </Table.Td>
                <Table.Td className="mono">{gap.service ?? w.all}</Table.Td>
                <Table.Td ta="right">{number(Math.max(gap.upstream - gap.stored, 0))}</Table.Td>
                <Table.Td pr={0}>
                  {gap.state === 'open' ? <Ago at={gap.nextAttemptAt} /> : <Ago at={gap.closedAt} />}
                  {gap.tries > 0 && (
                    <Text fz="sm" c="dimmed">
                      {w.tries(gap.tries)}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
