import { Group, Progress, Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { SyncProgress } from '../../api/types';
import { Fact, Facts } from '../../components/Facts';
import { duration, number, sentence } from '../../components/words';
import { text } from '../../text';

const t = text.progress;

/** How far a run is, in a few words beside its chip. */
export function ProgressLine({ progress }: { progress: SyncProgress | null }) {
  if (progress === null) return null;
  const seen = progress.kinds.reduce((sum, k) => sum + k.seen, 0);
  return (
    <Text fz="sm" c="dimmed" className="numeric">
      {t.objects(number(seen))}
    </Text>
  );
}

/** Kind by kind: seen of total; and what it costs. */
export function ProgressTable({ progress }: { progress: SyncProgress }) {
  return (
    <>
      <Facts>
        <Fact label={t.requests}>{number(progress.requests)}</Fact>
        <Fact label={t.rate}>{t.perSecond((Math.round(progress.rate * 10) / 10).toString())}</Fact>
        <Fact label={t.elapsed}>{duration(progress.elapsed)}</Fact>
        <Fact label={t.left}>{progress.timeLeft === null ? t.unknown : duration(progress.timeLeft)}</Fact>
      </Facts>
      <Table mt="md" verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={180}>{t.kind}</Table.Th>
            <Table.Th />
            <Table.Th ta="right" w={180}>
              {t.seen}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {progress.kinds.map((kind) => (
            <Table.Tr key={kind.kind}>
              <Table.Td>{sentence(kind.kind)}</Table.Td>
              <Table.Td>
                <Progress
                  aria-label={sentence(kind.kind)}
                  value={kind.done ? 100 : kind.total ? (100 * kind.seen) / kind.total : 0}
                  color={kind.done ? 'green' : undefined}
                  size="sm"
                />
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                <Group gap={6} justify="flex-end" wrap="nowrap">
                  {kind.total === null ? number(kind.seen) : t.of(number(kind.seen), number(kind.total))}
                  {kind.done ? <IconCheck size={14} aria-label={t.done} /> : <span style={{ width: 14 }} />}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
