import { Alert } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { text } from '../../text';

const t = text.scim.unreachable;

/** What to do where the portal does not open from the app. */
export function Unreachable() {
  return (
    <Alert color="gray" mt="lg" icon={<IconMessageQuestion aria-hidden />} title={t.title}>
      {t.text}
    </Alert>
  );
}
