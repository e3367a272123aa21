import { Table, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import type { Feed, Sink } from '../../api/types';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { useRowKeys } from '../../components/keys';
import { withParams } from '../../components/params';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { number } from '../../components/words';
import { text } from '../../text';
import { SinkDrawer } from './SinkDrawer';

const t = text.feeds.sinks;

/** Where the events go, and how far each sink is. */
export function Sinks({ feed }: { feed: Feed }) {
  const [params, setParams] = useSearchParams();
  const rows = useRowKeys((id) => setParams((p) => withParams(p, { sink: id })));
  const id = params.get('sink');
  const open = feed.sinks.find((sink) => sink.id === id);
  return (
    <Section title={t.title} flush>
      {feed.sinks.length === 0 ? (
        <Blank icon={<IconSend />} title={t.empty}>
          {t.emptyDetail}
        </Blank>
      ) : (
        <Table.ScrollContainer minWidth={760}>
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th pl="lg">{t.columns.name}</Table.Th>
                <Table.Th>{t.columns.state}</Table.Th>
                <Table.Th ta="right">{t.columns.position}</Table.Th>
                <Table.Th ta="right">{t.columns.backlog}</Table.Th>
                <Table.Th ta="right">{t.columns.delivered}</Table.Th>
                <Table.Th pr="lg">{t.columns.last}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {feed.sinks.map((sink, i) => (
                <Row key={sink.id} sink={sink} row={rows.row(sink.id, i === 0)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {open && (
        <SinkDrawer
          key={open.id}
          feed={feed}
          sink={open}
          onClose={() => setParams((p) => withParams(p, { sink: null }))}
        />
      )}
    </Section>
  );
}

function Row({ sink, row }: { sink: Sink; row: object }) {
  const delivered = Object.values(sink.counts).reduce((sum, counts) => sum + counts.delivered, 0);
  return (
    <Table.Tr {...row} className="numeric">
      <Table.Td pl="lg">
        <Text fw={500}>{sink.name}</Text>
        <Text fz="sm" c="dimmed">
          {t.kinds[sink.kind] ?? sink.kind} · {t.formats[sink.format] ?? sink.format} {sink.schema}
        </Text>
      </Table.Td>
      <Table.Td>
        <StatusChip status={sink.state} label={t.states[sink.state]} />
        {sink.fault && (
          <Text fz="sm" c="dimmed" lineClamp={1} maw={280}>
            {sink.fault.detail}
          </Text>
        )}
        {sink.replayTo !== null && (
          <Text fz="sm" c="dimmed">
            {t.replaying(number(sink.replayTo))}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{number(sink.position)}</Table.Td>
      <Table.Td ta="right">{number(sink.backlog)}</Table.Td>
      <Table.Td ta="right">{number(delivered)}</Table.Td>
      <Table.Td pr="lg">
        <Ago at={sink.deliveredAt} />
      </Table.Td>
    </Table.Tr>
  );
}
