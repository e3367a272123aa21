import { Text } from '@mantine/core';
import { exact } from '../../components/words';
import { text } from '../../text';

const t = text.setupLink;

/** For whom the link acts, and how long. */
export function WhoseLink({ link }: { link: { tenant: string; expiresAt: string } }) {
  return (
    <>
      <Text fw={600} c="var(--mantine-color-text)">
        {t.tenant(link.tenant)}
      </Text>
      <Text fz="sm">{t.until(exact(link.expiresAt))}</Text>
    </>
  );
}
