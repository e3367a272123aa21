import { Alert, Button, Group, Spoiler, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { post } from '../../api/client';
import { runQuery } from '../../api/queries';
import type { HeldLosses } from '../../api/types';
import { useMay } from '../../app/session';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fault } from '../../components/ProblemAlert';
import { number, percent, sentence } from '../../components/words';
import { text } from '../../text';

const t = text.held;

/** A run that would lose much waits here for a person: exactly these losses are confirmed, or none. */
export function HeldRun({ id }: { id: string }) {
  const run = useQuery(runQuery(id));
  const mayDecide = useMay('sync');
  const client = useQueryClient();
  const [asking, setAsking] = useState<'confirm' | 'discard' | null>(null);
  const decide = useMutation({
    mutationFn: (what: 'confirm' | 'discard') =>
      post(`/v1/runs/${id}/${what}`, what === 'confirm' ? { token: run.data?.held?.token } : {}),
    onSuccess: () => setAsking(null),
    onSettled: () =>
      Promise.all(
        ['organization', 'organizations', 'runs', 'run', 'directories'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  if (run.isError) return <Fault error={run.error} />;
  const held = run.data?.state === 'held' ? run.data.held : null;
  if (!held) return null;
  return (
    <>
      <Alert
        color="yellow"
        icon={<IconHandStop aria-hidden />}
        title={t.title}
        role="region"
        aria-label={t.title}
      >
        <Stack gap="sm">
          <Text>{t.detail}</Text>
          <Losses held={held} />
          {mayDecide ? (
            <Group gap="xs">
              <Button onClick={() => setAsking('confirm')}>{t.confirm}</Button>
              <Button variant="default" onClick={() => setAsking('discard')}>
                {t.discard}
              </Button>
            </Group>
          ) : (
            <Text c="dimmed">{text.noRight.decide}</Text>
          )}
        </Stack>
      </Alert>
      <ConfirmDialog
        opened={asking !== null}
        title={asking === 'discard' ? t.discardTitle : t.confirmTitle}
        verb={asking === 'discard' ? t.discard : t.confirm}
        grave={asking === 'confirm'}
        busy={decide.isPending}
        error={decide.error}
        onClose={() => {
          setAsking(null);
          decide.reset();
        }}
        onConfirm={() => asking !== null && decide.mutate(asking)}
      >
        <Text>{asking === 'discard' ? t.discardText : t.confirmText}</Text>
        {asking === 'confirm' && <Losses held={held} />}
      </ConfirmDialog>
    </>
  );
}

function Losses({ held }: { held: HeldLosses }) {
  const objectsFirst = [...held.losses].sort((a, b) => place(a.kind) - place(b.kind));
  return (
    <Table aria-label={t.losses} verticalSpacing={8} maw={960}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t.kind}</Table.Th>
          <Table.Th ta="right">{t.before}</Table.Th>
          <Table.Th ta="right">{t.lost}</Table.Th>
          <Table.Th ta="right">{t.share}</Table.Th>
          <Table.Th>{t.examples}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {objectsFirst.map((loss) => (
          <Table.Tr key={loss.kind} className="numeric">
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              {text.kindNames[loss.kind] ?? sentence(loss.kind)}
            </Table.Td>
            <Table.Td ta="right">{number(loss.before)}</Table.Td>
            <Table.Td ta="right">{number(loss.lost)}</Table.Td>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
              {percent(loss.share)}
            </Table.Td>
            <Table.Td>
              <Spoiler maxHeight={42} showLabel={t.all} hideLabel={t.fewer}>
                {loss.examples.join(', ') || '–'}
              </Spoiler>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Where a kind of loss stands in the list: objects before the ties that go with them. */
function place(kind: string): number {
  const at = Object.keys(text.kindNames).indexOf(kind);
  return at < 0 ? Infinity : at;
}
