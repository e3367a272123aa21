import { Alert, Button, Drawer, Group, Stack, Table, Tabs, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { post } from '../../api/client';
import type { Feed, Sink } from '../../api/types';
import { useMay } from '../../app/session';
import { Ago } from '../../components/Ago';
import { useClassName } from '../../components/classNames';
import { CopyField } from '../../components/CopyField';
import { Fact, Facts } from '../../components/Facts';
import { Fault, ProblemAlert } from '../../components/ProblemAlert';
import { RemoveButton } from '../../components/Removal';
import { StatusChip } from '../../components/StatusChip';
import { number } from '../../components/words';
import { text } from '../../text';
import { DeadLetters } from './DeadLetters';
import { ReplayDialog } from './ReplayDialog';
import { signingOf } from './signing';
import { SinkForm } from './SinkForm';
import { labelOf, settingsOf } from './sinkKinds';

const t = text.feeds.sinks;

interface SinkDrawerProps {
  feed: Feed;
  sink: Sink;
  onClose(): void;
}

/** One sink: how far it is, why it fails, what became of its events, and what can be done. */
export function SinkDrawer({ feed, sink, onClose }: SinkDrawerProps) {
  const may = useMay('feeds');
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t.one}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      <Stack gap="lg">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Title order={2}>{sink.name}</Title>
            <Text c="dimmed">
              {t.kinds[sink.kind] ?? sink.kind} · {t.formats[sink.format] ?? sink.format} {sink.schema}
            </Text>
          </div>
          <StatusChip status={sink.state} label={t.states[sink.state]} live />
        </Group>
        {sink.fault && <SinkFault sink={sink} />}
        {sink.warning && (
          <ProblemAlert
            problem={{ code: sink.warning.code, title: t.warning, detail: sink.warning.detail }}
            severity="warning"
          />
        )}
        <Signing sink={sink} />
        <Facts min={140}>
          <Fact label={t.facts.position}>{number(sink.position)}</Fact>
          <Fact label={t.facts.backlog}>{number(sink.backlog)}</Fact>
          <Fact label={t.facts.last}>
            <Ago at={sink.deliveredAt} />
          </Fact>
          {sink.replayTo !== null && (
            <Fact label={t.facts.replays}>{t.replaying(number(sink.replayTo))}</Fact>
          )}
        </Facts>
        {may && <Acts feed={feed} sink={sink} onRemoved={onClose} />}
        <Tabs defaultValue="counts" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="counts">{t.columns.delivered}</Tabs.Tab>
            <Tabs.Tab value="dead">{t.dead}</Tabs.Tab>
            <Tabs.Tab value="settings">{t.settings}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="counts">
            <Counts sink={sink} />
          </Tabs.Panel>
          <Tabs.Panel value="dead">
            <DeadLetters sink={sink} />
          </Tabs.Panel>
          <Tabs.Panel value="settings">
            <Settings sink={sink} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Drawer>
  );
}

function SinkFault({ sink }: { sink: Sink }) {
  if (!sink.fault) return null;
  return (
    <ProblemAlert
      problem={{ code: sink.fault.code, title: t.fault, detail: sink.fault.detail, fix: t.faultNext }}
      severity="warning"
      action={
        sink.nextAttemptAt && (
          <Text>
            {t.retries} <Ago at={sink.nextAttemptAt} />
          </Text>
        )
      }
    />
  );
}

function Signing({ sink }: { sink: Sink }) {
  const secret = signingOf(sink);
  if (secret === undefined) return null;
  return (
    <Stack gap="xs">
      <CopyField
        label={t.new.signing}
        value={secret}
        secret
        copy={t.new.copySigning}
        copied={text.scim.values.copied}
      />
      <Alert color="yellow" role="status" icon={<IconAlertTriangle aria-hidden />}>
        {t.new.once}
      </Alert>
    </Stack>
  );
}

function Acts({ feed, sink, onRemoved }: { feed: Feed; sink: Sink; onRemoved(): void }) {
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const turn = useMutation({
    mutationFn: (act: 'pause' | 'resume') => post<Sink>(`/v1/sinks/${sink.id}/${act}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  });
  const paused = sink.state === 'paused';
  return (
    <Stack gap="xs">
      {turn.isError && <Fault error={turn.error} focus />}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={turn.isPending}
          onClick={() => turn.mutate(paused ? 'resume' : 'pause')}
        >
          {paused ? t.resume : t.pause}
        </Button>
        <ReplayDialog sink={sink} />
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          {t.edit}
        </Button>
        <RemoveButton
          size="xs"
          path={`/v1/sinks/${sink.id}`}
          verb={t.remove}
          question={t.removeTitle(sink.name)}
          detail={t.removeText}
          onRemoved={() => {
            onRemoved();
            return client.invalidateQueries({ queryKey: ['feeds'] });
          }}
        />
      </Group>
      <SinkForm
        key={String(editing)}
        feed={feed}
        sink={sink}
        opened={editing}
        onClose={() => setEditing(false)}
      />
    </Stack>
  );
}

function Counts({ sink }: { sink: Sink }) {
  const counts = Object.entries(sink.counts).sort(([, a], [, b]) => b.delivered - a.delivered);
  if (counts.length === 0) return <Text c="dimmed">{t.noCounts}</Text>;
  return (
    <Table aria-label={t.counts} className="numeric">
      <Table.Thead>
        <Table.Tr>
          <Table.Th pl={0}>{t.countsColumns.type}</Table.Th>
          <Table.Th ta="right">{t.countsColumns.delivered}</Table.Th>
          <Table.Th ta="right">{t.countsColumns.base}</Table.Th>
          <Table.Th ta="right" pr={0}>
            {t.countsColumns.dead}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts.map(([type, n]) => (
          <Table.Tr key={type}>
            <Table.Td pl={0} className="mono">
              {type === '' ? text.feeds.types.unnamed : type}
            </Table.Td>
            <Table.Td ta="right">{number(n.delivered)}</Table.Td>
            <Table.Td ta="right">{number(n.baseEvents)}</Table.Td>
            <Table.Td ta="right" pr={0}>
              {number(n.deadLetters)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Settings({ sink }: { sink: Sink }) {
  const className = useClassName();
  const settings = Object.entries(settingsOf(sink)).filter(
    ([name, value]) => value !== null && value !== undefined && name !== 'secret',
  );
  return (
    <Facts min={200}>
      {settings.map(([name, value]) => (
        <Fact key={name} label={labelOf(sink.kind, name)}>
          <span className="mono">{words(value)}</span>
        </Fact>
      ))}
      <Fact label={t.facts.types}>{sink.eventTypes?.join(', ') ?? t.facts.all}</Fact>
      <Fact label={t.facts.classes}>{sink.classes?.map(className).join(', ') ?? t.facts.all}</Fact>
    </Facts>
  );
}

function words(value: unknown): string {
  if (typeof value === 'boolean') return value ? t.on : t.off;
  if (typeof value === 'number') return number(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}
