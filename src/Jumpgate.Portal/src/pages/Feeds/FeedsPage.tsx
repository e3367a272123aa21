import { Anchor, Button, Group, Skeleton, Table, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconRss } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { countsQuery, feedsQuery } from '../../api/feeds';
import type { Feed } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { useMay, useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { columnsOf } from '../../components/chart';
import { Sparkline } from '../../components/EventChart';
import { useRowKeys } from '../../components/keys';
import { useBeginning } from '../../components/moments';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { duration, number } from '../../components/words';
import { text } from '../../text';
import { feedState } from './state';

const t = text.feeds;
const day = 86_400_000;

/** Every feed: how it is, how far behind, and how much comes. */
export function Page() {
  const { tenant } = useSession();
  const may = useMay('feeds');
  const navigate = useNavigate();
  const feeds = useQuery({ ...feedsQuery(tenant), refetchInterval: usePollInterval(true) });
  const rows = useRowKeys((id) => void navigate(`/events/feeds/${id}`));
  const add = (
    <Button component={Link} to="/events/feeds/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t.add}
    </Button>
  );
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} actions={may && add} />
      {feeds.isError && <Fault error={feeds.error} />}
      {feeds.isPending && <Skeleton h={240} />}
      {feeds.data?.length === 0 && (
        <Blank icon={<IconRss />} title={t.empty}>
          {t.emptyDetail}
        </Blank>
      )}
      {feeds.data && feeds.data.length > 0 && (
        <Table.ScrollContainer minWidth={860} className="surface">
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.organization}</Table.Th>
                <Table.Th>{t.columns.status}</Table.Th>
                <Table.Th ta="right">
                  <Tooltip label={t.lagHint}>
                    <span>{t.columns.lag}</span>
                  </Tooltip>
                </Table.Th>
                <Table.Th ta="right">
                  <Tooltip label={t.backlogHint}>
                    <span>{t.columns.backlog}</span>
                  </Tooltip>
                </Table.Th>
                <Table.Th>{t.columns.sinks}</Table.Th>
                <Table.Th>{t.columns.perDay}</Table.Th>
                <Table.Th>{t.columns.made}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {feeds.data.map((feed, i) => (
                <Row key={feed.id} feed={feed} row={rows.row(feed.id, i === 0)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

function Row({ feed, row }: { feed: Feed; row: object }) {
  const bad = feed.sinks.filter((sink) => sink.state === 'failed').length;
  return (
    <Table.Tr {...row} className="numeric">
      <Table.Td>
        <Anchor component={Link} to={`/events/feeds/${feed.id}`} fw={500} tabIndex={-1}>
          {feed.organizationName}
        </Anchor>
        {feed.contact?.name && (
          <Text fz="sm" c="dimmed">
            {feed.contact.name}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <StatusChip {...feedState(feed)} />
      </Table.Td>
      <Table.Td ta="right">{feed.lagSeconds === null ? t.noLag : duration(feed.lagSeconds)}</Table.Td>
      <Table.Td ta="right">{feed.sinks.length === 0 ? '–' : number(feed.backlog)}</Table.Td>
      <Table.Td>
        {feed.sinks.length === 0 ? (
          <Text c="dimmed">{t.noSink}</Text>
        ) : bad > 0 ? (
          <StatusChip status="failed" label={t.sinksBad(bad, feed.sinks.length)} />
        ) : (
          number(feed.sinks.length)
        )}
      </Table.Td>
      <Table.Td>
        <PerDay feed={feed} />
      </Table.Td>
      <Table.Td>
        <Ago at={feed.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}

function PerDay({ feed }: { feed: Feed }) {
  const { tenant } = useSession();
  const counts = useQuery(
    countsQuery(tenant, {
      organization: feed.organizationId,
      from: useBeginning('P7D'),
      to: '',
      interval: 'P1D',
      by: 'outcome',
    }),
  );
  if (!counts.data) return <Skeleton h={24} w={112} />;
  const total = t.week(number(counts.data.total));
  return (
    <Group gap="sm" wrap="nowrap">
      <Sparkline values={columnsOf(counts.data, day).map((column) => column.total)} label={total} />
      <Text span fz="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {total}
      </Text>
    </Group>
  );
}
