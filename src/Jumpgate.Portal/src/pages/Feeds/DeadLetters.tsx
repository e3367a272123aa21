import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { deadLettersQuery } from '../../api/feeds';
import type { Sink } from '../../api/types';
import { Ago } from '../../components/Ago';
import { Fault } from '../../components/ProblemAlert';
import { number } from '../../components/words';
import { text } from '../../text';

const t = text.feeds.sinks;

/** Events that a sink could not deliver, each with why. */
export function DeadLetters({ sink }: { sink: Sink }) {
  const letters = useInfiniteQuery(deadLettersQuery(sink.id));
  if (letters.isError) return <Fault error={letters.error} />;
  if (letters.isPending) return <Skeleton h={120} />;
  const list = letters.data.pages.flatMap((page) => page.items);
  if (list.length === 0) return <Text c="dimmed">{t.deadNone}</Text>;
  return (
    <Stack gap="sm">
      <Text c="dimmed" fz="sm">
        {t.deadHint}
      </Text>
      <Table aria-label={t.dead} className="numeric">
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right" pl={0}>
              {t.deadColumns.position}
            </Table.Th>
            <Table.Th>{t.deadColumns.type}</Table.Th>
            <Table.Th>{t.deadColumns.reason}</Table.Th>
            <Table.Th pr={0}>{t.deadColumns.at}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.map((letter) => (
            <Table.Tr key={letter.position}>
              <Table.Td ta="right" pl={0}>
                {number(letter.position)}
              </Table.Td>
              <Table.Td className="mono">{letter.type ?? text.feeds.types.unnamed}</Table.Td>
              <Table.Td>
                <span className="mono">{letter.reason.code}</span>
                <Text fz="sm" c="dimmed">
                  {letter.reason.detail}
                </Text>
              </Table.Td>
              <Table.Td pr={0}>
                <Ago at={letter.at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {letters.hasNextPage && (
        <Group>
          <Button
            variant="default"
            size="xs"
            loading={letters.isFetchingNextPage}
            onClick={() => void letters.fetchNextPage()}
          >
            {t.deadMore}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
