import { Anchor, Button, Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { webhooksQuery } from '../../api/queries';
import { usePollInterval } from '../../app/live';
import { useMay, useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { useRowKeys } from '../../components/keys';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { eventWords, webhookState } from './state';

const t = text.webhooks;

/** Every endpoint that is told of changes. */
export function Page() {
  const { tenant } = useSession();
  const may = useMay('webhooks');
  const navigate = useNavigate();
  const webhooks = useQuery({
    ...webhooksQuery(tenant),
    enabled: may,
    refetchInterval: usePollInterval(true),
  });
  const rows = useRowKeys((id) => void navigate(`/webhooks/${id}`));
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          may && (
            <Button component={Link} to="/webhooks/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t.add}
            </Button>
          )
        }
      />
      {!may && <NoRight>{t.noRight}</NoRight>}
      {webhooks.isError && <Fault error={webhooks.error} />}
      {may && webhooks.isPending && <Skeleton h={240} />}
      {webhooks.data?.length === 0 && (
        <Blank icon={<IconWebhook />} title={t.empty}>
          {t.emptyDetail}
        </Blank>
      )}
      {webhooks.data && webhooks.data.length > 0 && (
        <Table.ScrollContainer minWidth={800} className="surface">
          <Table highlightOnHover aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.columns.name}</Table.Th>
                <Table.Th>{t.columns.events}</Table.Th>
                <Table.Th>{t.columns.status}</Table.Th>
                <Table.Th>{t.columns.waiting}</Table.Th>
                <Table.Th>{t.columns.made}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rows.body}>
              {webhooks.data.map((webhook, i) => (
                <Table.Tr key={webhook.id} {...rows.row(webhook.id, i === 0)}>
                  <Table.Td>
                    <Anchor component={Link} to={`/webhooks/${webhook.id}`} fw={500} tabIndex={-1}>
                      {webhook.name}
                    </Anchor>
                    {webhook.url !== webhook.name && (
                      <Text fz="sm" c="dimmed">
                        {webhook.url ?? t.facts.polled}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{eventWords(webhook)}</Table.Td>
                  <Table.Td>
                    <StatusChip {...webhookState(webhook)} />
                  </Table.Td>
                  <Table.Td className="numeric">
                    {t.health(webhook.health.retrying, webhook.health.failed)}
                  </Table.Td>
                  <Table.Td>
                    <Ago at={webhook.createdAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}
