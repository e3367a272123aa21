import { Alert } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import type { WebhookTested } from '../../api/types';
import { text } from '../../text';

const t = text.webhooks.test;

/** How the receiver took a test event. */
export function TestResult({ tested: { delivered, attempt } }: { tested: WebhookTested }) {
  const why = attempt.error ?? String(attempt.status ?? text.webhooks.log.noAnswer);
  return (
    <Alert
      role="status"
      color={delivered ? 'green' : 'red'}
      icon={delivered ? <IconCircleCheck aria-hidden /> : <IconAlertCircle aria-hidden />}
    >
      {delivered ? t.good(attempt.status ?? 0, attempt.milliseconds) : t.bad(why)}
    </Alert>
  );
}
