import { Badge, Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconListSearch, IconSearch } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { eventTypesQuery } from '../../api/feeds';
import type { EventType } from '../../api/types';
import type { Feed } from '../../api/types';
import { useMay } from '../../app/session';
import { Blank } from '../../components/Blank';
import { withParams } from '../../components/params';
import { number } from '../../components/words';
import { text } from '../../text';
import { SearchField } from '../Directory/SearchField';
import { matching } from './eventTypes';

const t = text.feeds.types;
const shown = 50;

/** What came, by event type, and whether it is delivered. */
export function TypeCounts({ feed }: { feed: Feed }) {
  const [params, setParams] = useSearchParams();
  const words = params.get('q') ?? '';
  const catalogue = useQuery(eventTypesQuery);
  if (catalogue.isPending) return <Skeleton h={320} />;
  const known = new Map((catalogue.data ?? []).map((type) => [type.name, type]));
  const came = Object.keys(feed.counts)
    .map((name) => known.get(name) ?? strange(name))
    .sort((a, b) => (feed.counts[b.name] ?? 0) - (feed.counts[a.name] ?? 0));
  const found = matching(came, words);
  const all = params.get('all') !== null;
  const total = Object.values(feed.counts).reduce((sum, n) => sum + n, 0);
  if (came.length === 0)
    return (
      <Blank icon={<IconListSearch />} title={t.none}>
        {t.noneDetail}
      </Blank>
    );
  return (
    <>
      <Group mb="sm">
        <SearchField
          label={t.search}
          value={words}
          onChange={(q) => setParams((p) => withParams(p, { q }), { replace: true })}
        />
        <Text c="dimmed" fz="sm" role="status">
          {t.count(number(total), came.length)}
        </Text>
        {(feed.unknownServices ?? []).length > 0 && (
          <Text fz="sm">
            {t.services}: <span className="mono">{feed.unknownServices?.join(', ')}</span>
          </Text>
        )}
      </Group>
      {found.length === 0 ? (
        <Blank icon={<IconSearch />} title={t.noMatch} />
      ) : (
        <Table.ScrollContainer minWidth={680} className="surface">
          <Table aria-label={t.title} className="numeric">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.type}</Table.Th>
                <Table.Th>{t.columns.service}</Table.Th>
                <Table.Th>{t.columns.class}</Table.Th>
                <Table.Th>{t.columns.delivered}</Table.Th>
                <Table.Th ta="right">{t.columns.count}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.slice(0, all ? undefined : shown).map((type) => (
                <Row key={type.name} feed={feed} type={type} known={known.has(type.name)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {!all && found.length > shown && (
        <Group mt="sm">
          <Button
            variant="default"
            size="xs"
            onClick={() => setParams((p) => withParams(p, { all: '1' }), { replace: true })}
          >
            {t.more(found.length)}
          </Button>
        </Group>
      )}
    </>
  );
}

function Row({ feed, type, known }: { feed: Feed; type: EventType; known: boolean }) {
  const delivered = !known || feed.eventTypes === null || feed.eventTypes.includes(type.name);
  const mayLook = useMay('raw');
  return (
    <Table.Tr>
      <Table.Td>
        {type.name === '' ? (
          <Text span c="dimmed">
            {t.unnamed}
          </Text>
        ) : mayLook ? (
          <Link
            className="mono"
            style={{ color: 'inherit' }}
            to={`/events?organization=${feed.organizationId}&type=${encodeURIComponent(type.name)}&range=P30D`}
          >
            {type.name}
          </Link>
        ) : (
          <span className="mono">{type.name}</span>
        )}
        {!known && type.name !== '' && (
          <Badge variant="light" color="yellow" ml="xs" tt="none">
            {t.unknown}
          </Badge>
        )}
      </Table.Td>
      <Table.Td className="mono">{type.service}</Table.Td>
      <Table.Td>{type.classUid === 0 ? t.base : `${type.class} (${type.classUid})`}</Table.Td>
      <Table.Td>{delivered ? t.yes : t.no}</Table.Td>
      <Table.Td ta="right">{number(feed.counts[type.name] ?? 0)}</Table.Td>
    </Table.Tr>
  );
}

function strange(name: string): EventType {
  return { name, service: null, classUid: 0, class: '' };
}
