import { Button, Drawer, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { Webhook, WebhookDelivery } from '../../api/types';
import { Ago } from '../../components/Ago';
import { CopyId } from '../../components/CopyId';
import { Fact, Facts } from '../../components/Facts';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { exact, number } from '../../components/words';
import { text } from '../../text';
import { useRelease } from './useRelease';

const t = text.webhooks.log;

interface DeliveryDrawerProps {
  webhook: Webhook;
  delivery: WebhookDelivery | undefined;
  onClose(): void;
  onDone(): unknown;
}

/** One event on its way: every attempt, and what can be done now. */
export function DeliveryDrawer({ webhook, delivery: d, onClose, onDone }: DeliveryDrawerProps) {
  const release = useRelease(webhook, onDone);
  return (
    <Drawer
      opened={d !== undefined}
      onClose={() => {
        onClose();
        release.reset();
      }}
      position="right"
      size="lg"
      title={t.one}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      {d && (
        <Stack gap="lg">
          <Group justify="space-between" wrap="nowrap">
            <Title order={2} className="mono" style={{ overflowWrap: 'anywhere' }}>
              {d.type}
            </Title>
            <StatusChip status={d.state} />
          </Group>
          <Facts>
            <Fact label={t.columns.seq}>{number(d.seq)}</Fact>
            <Fact label={t.id}>
              <CopyId value={d.eventId} label={t.id} />
            </Fact>
            {d.nextAttemptAt && (
              <Fact label={t.next}>
                <Ago at={d.nextAttemptAt} />
              </Fact>
            )}
          </Facts>
          <section aria-label={t.attempts}>
            <Title order={3}>{t.attempts}</Title>
            {d.attempts.length === 0 ? (
              <Text c="dimmed">{t.noAttempts}</Text>
            ) : (
              <Table aria-label={t.attempts} className="numeric">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th pl={0}>{t.attempt.at}</Table.Th>
                    <Table.Th>{t.attempt.status}</Table.Th>
                    <Table.Th ta="right">{t.attempt.took}</Table.Th>
                    <Table.Th pr={0}>{t.attempt.error}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {d.attempts.map((attempt) => (
                    <Table.Tr key={attempt.at}>
                      <Table.Td pl={0}>{exact(attempt.at)}</Table.Td>
                      <Table.Td>{attempt.status ?? t.noAnswer}</Table.Td>
                      <Table.Td ta="right">{t.ms(number(attempt.milliseconds))}</Table.Td>
                      <Table.Td pr={0}>{attempt.error}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )}
          </section>
          {release.isError && <Fault error={release.error} focus />}
          <Group gap="xs">
            {webhook.enabled && webhook.url !== null && (
              <Button
                loading={release.isPending && release.variables.act === 'replay'}
                onClick={() => release.mutate({ seq: d.seq, act: 'replay' })}
              >
                {t.replay}
              </Button>
            )}
            {['Failed', 'Retrying'].includes(d.state) && !d.skipped && (
              <Button
                variant="default"
                loading={release.isPending && release.variables.act === 'skip'}
                onClick={() => release.mutate({ seq: d.seq, act: 'skip' })}
              >
                {t.skip}
              </Button>
            )}
            <span role="status">
              {release.isSuccess && release.variables.act === 'replay' ? t.replayed : ''}
            </span>
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}
