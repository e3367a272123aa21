import { Button, Group, Select, Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { deliveriesQuery } from '../../api/queries';
import type { Webhook, WebhookDelivery } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { useRowKeys } from '../../components/keys';
import { withParams } from '../../components/params';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { number } from '../../components/words';
import { text } from '../../text';
import { DeliveryDrawer } from './DeliveryDrawer';
import { ReplayRange } from './ReplayRange';

const t = text.webhooks.log;

/** What was sent and how it went, newest first. */
export function Deliveries({ webhook, onDone }: { webhook: Webhook; onDone(): unknown }) {
  const [params, setParams] = useSearchParams();
  const state = params.get('state') ?? '';
  const deliveries = useInfiniteQuery({
    ...deliveriesQuery(webhook.id, state),
    refetchInterval: usePollInterval(true),
  });
  const list = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = useRowKeys((seq) => setParams((p) => withParams(p, { delivery: seq })));
  const open = list.find((delivery) => String(delivery.seq) === params.get('delivery'));
  return (
    <Section
      title={t.title}
      flush
      aside={
        <Group gap="xs">
          <Select
            aria-label={t.state}
            size="xs"
            w={140}
            data={[{ value: '', label: t.any }, ...t.states.map((value) => ({ value, label: value }))]}
            value={state}
            onChange={(value) => setParams((p) => withParams(p, { state: value }), { replace: true })}
          />
          {webhook.enabled && webhook.url !== null && <ReplayRange webhook={webhook} onDone={onDone} />}
        </Group>
      }
    >
      {deliveries.isError && <Fault error={deliveries.error} />}
      {deliveries.isPending && <Skeleton h={160} m="lg" w="auto" />}
      {deliveries.isSuccess && list.length === 0 && (
        <Blank icon={<IconSend />} title={state === '' ? t.none : t.noMatch}>
          {state === '' ? t.noneDetail : null}
        </Blank>
      )}
      {list.length > 0 && (
        <Table.ScrollContainer minWidth={820}>
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th pl="lg">{t.columns.state}</Table.Th>
                <Table.Th>{t.columns.type}</Table.Th>
                <Table.Th ta="right">{t.columns.seq}</Table.Th>
                <Table.Th ta="right">{t.columns.tries}</Table.Th>
                <Table.Th pr="lg">{t.columns.last}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {list.map((delivery, i) => (
                <Row key={delivery.seq} delivery={delivery} row={rows.row(String(delivery.seq), i === 0)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {deliveries.hasNextPage && (
        <Group p="sm">
          <Button
            variant="default"
            size="xs"
            loading={deliveries.isFetchingNextPage}
            onClick={() => void deliveries.fetchNextPage()}
          >
            {t.more}
          </Button>
        </Group>
      )}
      <DeliveryDrawer
        webhook={webhook}
        delivery={open}
        onClose={() => setParams((p) => withParams(p, { delivery: null }))}
        onDone={onDone}
      />
    </Section>
  );
}

function Row({ delivery, row }: { delivery: WebhookDelivery; row: object }) {
  return (
    <Table.Tr {...row} className="numeric">
      <Table.Td pl="lg">
        <StatusChip status={delivery.state} />
        {delivery.skipped && (
          <Text span fz="sm" c="dimmed" ml="xs">
            {t.skipped}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="mono">{delivery.type}</Table.Td>
      <Table.Td ta="right">{number(delivery.seq)}</Table.Td>
      <Table.Td ta="right">{delivery.attempts.length}</Table.Td>
      <Table.Td pr="lg">
        <Ago at={delivery.attempts.at(-1)?.at} />
      </Table.Td>
    </Table.Tr>
  );
}
