import { Button, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { patch, post } from '../../api/client';
import { webhookQuery } from '../../api/queries';
import type { Webhook, WebhookTested } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { useMay, useOwnTenant } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { Fault, ProblemAlert } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { Deliveries } from './Deliveries';
import { Endpoint } from './Endpoint';
import { PausedLanes } from './PausedLanes';
import { webhookState } from './state';
import { TestResult } from './TestResult';

const t = text.webhooks;

/** One endpoint: how it is, its secret, what was sent and how it went. */
export function Page() {
  const { id = '' } = useParams();
  const may = useMay('webhooks');
  const webhook = useQuery({ ...webhookQuery(id), enabled: may, refetchInterval: usePollInterval(true) });
  useOwnTenant(webhook.data?.tenant);
  const back = { to: '/webhooks', label: t.title };
  if (webhook.data === undefined)
    return (
      <>
        <PageHeader title={t.facts.title} back={back} />
        {!may ? (
          <NoRight>{t.noRight}</NoRight>
        ) : webhook.isError ? (
          <Fault error={webhook.error} />
        ) : (
          <Skeleton h={320} />
        )}
      </>
    );
  return <Shown webhook={webhook.data} back={back} />;
}

function Shown({ webhook, back }: { webhook: Webhook; back: { to: string; label: string } }) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      ['webhooks', 'deliveries', 'lanes'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const turn = useMutation({
    mutationFn: (enabled: boolean) => patch<Webhook>(`/v1/webhooks/${webhook.id}`, { enabled }),
    onSuccess: refresh,
  });
  const test = useMutation({
    mutationFn: () => post<WebhookTested>(`/v1/webhooks/${webhook.id}/test`),
    onSuccess: refresh,
  });
  const why = webhook.enabled ? undefined : t.disabled[webhook.disabledReason ?? 'by_hand'];
  const state = webhookState(webhook);
  return (
    <>
      <PageHeader
        title={webhook.name}
        back={back}
        chip={<StatusChip {...state} live />}
        actions={
          <>
            <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate(!webhook.enabled)}>
              {webhook.enabled ? t.disable : t.enable}
            </Button>
            {webhook.url !== null && (
              <Button
                leftSection={<IconSend size={16} aria-hidden />}
                loading={test.isPending}
                onClick={() => test.mutate()}
              >
                {t.test.send}
              </Button>
            )}
          </>
        }
      />
      <Stack gap="lg">
        {(turn.error ?? test.error) && <Fault error={turn.error ?? test.error} focus />}
        {test.data && <TestResult tested={test.data} />}
        {why && (
          <ProblemAlert
            problem={{ code: 'webhook_disabled', title: state.label, detail: why }}
            severity="warning"
          />
        )}
        <PausedLanes webhook={webhook} onDone={refresh} />
        <Endpoint webhook={webhook} />
        <Deliveries webhook={webhook} onDone={refresh} />
      </Stack>
    </>
  );
}
