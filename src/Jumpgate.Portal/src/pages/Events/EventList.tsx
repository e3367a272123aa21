import { Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconActivity, IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { logQuery } from '../../api/feeds';
import type { FeedEvent } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { useRowKeys } from '../../components/keys';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { actorOf, targetOf } from './raw';
import type { useAsked } from './useAsked';

const t = text.log;

interface EventListProps {
  asked: ReturnType<typeof useAsked>;
  /** Events of the live tail, the newest first; they stand above what was found. */
  fresh: FeedEvent[];
}

/** Events found, the newest first. */
export function EventList({ asked, fresh }: EventListProps) {
  const { tenant } = useSession();
  const mayAdd = useMay('feeds');
  const found = useInfiniteQuery(logQuery(tenant, { ...asked.filters, from: asked.from, to: asked.to }));
  const rows = useRowKeys(asked.show);
  const seen = new Set(fresh.map((event) => event.position));
  const list = [
    ...fresh,
    ...(found.data?.pages.flatMap((page) => page.items) ?? []).filter((event) => !seen.has(event.position)),
  ];
  const more = found.hasNextPage;
  return (
    <>
      {found.isError && <Fault error={found.error} />}
      {found.isPending && <Skeleton h={320} />}
      {found.isSuccess && list.length === 0 && !more && (
        <Blank
          icon={asked.narrowed ? <IconSearch /> : <IconActivity />}
          title={asked.narrowed ? t.noMatch : t.none}
          action={
            asked.narrowed ? (
              <Button variant="default" onClick={asked.clear}>
                {t.clear}
              </Button>
            ) : (
              mayAdd && (
                <Button variant="default" component={Link} to="/events/feeds/new">
                  {t.addFeed}
                </Button>
              )
            )
          }
        >
          {asked.narrowed ? null : t.noneDetail}
        </Blank>
      )}
      {list.length > 0 && (
        <Table.ScrollContainer minWidth={860} className="surface">
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.at}</Table.Th>
                <Table.Th>{t.columns.type}</Table.Th>
                <Table.Th>{t.columns.outcome}</Table.Th>
                <Table.Th>{t.columns.actor}</Table.Th>
                <Table.Th>{t.columns.target}</Table.Th>
                <Table.Th>{t.columns.service}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {list.map((event, i) => (
                <Row key={event.position} event={event} row={rows.row(String(event.position), i === 0)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {found.isSuccess && list.length === 0 && more && <Text c="dimmed">{t.further}</Text>}
      {more && (
        <Group mt="sm">
          <Button
            variant="default"
            size="xs"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t.more}
          </Button>
        </Group>
      )}
    </>
  );
}

function Row({ event, row }: { event: FeedEvent; row: object }) {
  return (
    <Table.Tr {...row}>
      <Table.Td>
        <Ago at={event.at} />
      </Table.Td>
      <Table.Td className="mono">{event.type ?? text.feeds.types.unnamed}</Table.Td>
      <Table.Td>
        <StatusChip status={event.outcome} label={t.outcomes[event.outcome]} />
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{actorOf(event) ?? t.nobody}</Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{targetOf(event) ?? t.nobody}</Table.Td>
      <Table.Td className="mono">{event.service}</Table.Td>
    </Table.Tr>
  );
}
