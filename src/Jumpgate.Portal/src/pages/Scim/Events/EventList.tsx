import { Button, Code, Drawer, Group, Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconBroadcast } from '@tabler/icons-react';
import { useState } from 'react';
import { eventsQuery, type DirectoryEvent } from '../../../api/queries';
import type { Directory } from '../../../api/types';
import { usePollInterval } from '../../../app/live';
import { Ago } from '../../../components/Ago';
import { Blank } from '../../../components/Blank';
import { useRowKeys } from '../../../components/keys';
import { Fault } from '../../../components/ProblemAlert';
import { number } from '../../../components/words';
import { text } from '../../../text';

const t = text.events;

/** Events of the directory, in their order, with exactly the bodies that webhooks send. */
export function EventList({ directory }: { directory: Directory }) {
  const [open, setOpen] = useState<DirectoryEvent | null>(null);
  const events = useInfiniteQuery({
    ...eventsQuery(directory),
    refetchInterval: usePollInterval(true),
  });
  const list = events.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = useRowKeys((id) => setOpen(list.find((event) => event.id === id) ?? null));
  return (
    <>
      <Text c="dimmed">{t.lead}</Text>
      {events.isError && <Fault error={events.error} />}
      {events.isPending && <Skeleton h={320} />}
      {events.isSuccess && list.length === 0 && !events.hasNextPage && (
        <Blank icon={<IconBroadcast />} title={t.none}>
          {t.noneDetail}
        </Blank>
      )}
      {list.length > 0 && (
        <Table.ScrollContainer minWidth={760} className="surface">
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.type}</Table.Th>
                <Table.Th>{t.columns.about}</Table.Th>
                <Table.Th ta="right">{t.columns.seq}</Table.Th>
                <Table.Th>{t.columns.at}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {list.map((event, i) => (
                <Table.Tr key={event.id} {...rows.row(event.id, i === 0)}>
                  <Table.Td className="mono">{event.type}</Table.Td>
                  <Table.Td>{about(event)}</Table.Td>
                  <Table.Td ta="right" className="numeric">
                    {number(event.seq)}
                  </Table.Td>
                  <Table.Td>
                    <Ago at={event.timestamp} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {events.hasNextPage && (
        <Group>
          <Button
            variant="default"
            size="xs"
            loading={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage()}
          >
            {t.more}
          </Button>
        </Group>
      )}
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size="lg"
        title={t.one}
        closeButtonProps={{ 'aria-label': text.actions.close }}
      >
        <Code block tabIndex={0} aria-label={t.body}>
          {JSON.stringify(open, null, 2)}
        </Code>
      </Drawer>
    </>
  );
}

function about(event: DirectoryEvent): string {
  const { name, email, user, group } = event.data;
  if (user && group) return `${user.name ?? user.id} · ${group.name ?? group.id}`;
  return name ?? email ?? event.directory?.name ?? '';
}
