import { Drawer, ScrollArea, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { runQuery } from '../../api/queries';
import type { SyncRun } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { CopyId } from '../../components/CopyId';
import { Fact, Facts } from '../../components/Facts';
import { Fault, ProblemAlert } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { duration, exact, number, sentence } from '../../components/words';
import { text } from '../../text';
import classes from './RunDrawer.module.css';

const t = text.sync;

/** One run: what it cost, what it found kind by kind, and its log. */
export function RunDrawer({ id, onClose }: { id: string | null; onClose(): void }) {
  const poll = usePollInterval(true);
  const run = useQuery({
    ...runQuery(id ?? ''),
    enabled: id !== null,
    refetchInterval: (q) =>
      q.state.data && ['queued', 'running'].includes(q.state.data.state) ? poll : false,
  });
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={t.run}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      {run.isPending && <Skeleton h={320} />}
      {run.isError && <Fault error={run.error} />}
      {run.data && <RunDetail run={run.data} />}
    </Drawer>
  );
}

function RunDetail({ run }: { run: SyncRun }) {
  return (
    <Stack gap="lg">
      {run.error && <ProblemAlert problem={run.error} />}
      {run.warnings.map((w) => (
        <ProblemAlert key={w.code} problem={w} severity="warning" />
      ))}
      <Facts>
        <Fact label={t.columns.state}>
          <StatusChip status={run.state} label={text.runStates[run.state]} />
        </Fact>
        <Fact label={t.columns.started}>{exact(run.startedAt ?? run.queuedAt)}</Fact>
        <Fact label={t.columns.duration}>{run.duration === null ? '–' : duration(run.duration)}</Fact>
        <Fact label={t.columns.requests}>{number(run.requests)}</Fact>
        {run.hash && (
          <Fact label={t.hash}>
            <CopyId value={run.hash} label={t.hash} keep={16} />
          </Fact>
        )}
        {run.sequence !== null && <Fact label={t.sequence}>{number(run.sequence)}</Fact>}
      </Facts>
      <Table aria-label={t.counts} verticalSpacing={6} className="numeric">
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl={0}>{text.progress.kind}</Table.Th>
            <Table.Th ta="right">{t.columns.seen}</Table.Th>
            <Table.Th ta="right">{t.created}</Table.Th>
            <Table.Th ta="right">{t.updated}</Table.Th>
            <Table.Th ta="right" pr={0}>
              {t.deleted}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(run.counts).map(([kind, c]) => (
            <Table.Tr key={kind}>
              <Table.Td pl={0}>{text.kindNames[kind] ?? sentence(kind)}</Table.Td>
              <Table.Td ta="right">{number(c.seen)}</Table.Td>
              <Table.Td ta="right">{number(c.created)}</Table.Td>
              <Table.Td ta="right">{number(c.updated)}</Table.Td>
              <Table.Td ta="right" pr={0}>
                {number(c.deleted)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div>
        <Title order={3} mb={4}>
          {t.log}
        </Title>
        <ScrollArea.Autosize
          mah={420}
          className={classes.log}
          viewportProps={{ tabIndex: 0, 'aria-label': t.log, role: 'log' }}
        >
          {(run.log ?? []).map((line, i) => (
            <div key={i} className={classes.line} data-level={line.level}>
              <time dateTime={line.at} title={exact(line.at)}>
                {line.at.slice(11, 19)}
              </time>
              <span>{line.text}</span>
              {line.count != null && <span className={classes.count}>{number(line.count)}</span>}
            </div>
          ))}
          {(run.log ?? []).length === 0 && <Text c="dimmed">{t.noLog}</Text>}
        </ScrollArea.Autosize>
      </div>
    </Stack>
  );
}
