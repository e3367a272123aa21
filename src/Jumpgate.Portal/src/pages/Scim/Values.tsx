import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Directory, ScimToken } from '../../api/types';
import { useMay } from '../../app/session';
import { CopyField } from '../../components/CopyField';
import { Section } from '../../components/Section';
import { useNow } from '../../components/now';
import { text } from '../../text';
import { freshOf } from './fresh';
import { tokenState } from './state';

const t = text.scim.values;

/** The two values a provider asks for; the token only while this page has just made it. */
export function Values({ directory, tokens }: { directory: Directory; tokens: ScimToken[] | undefined }) {
  const mayLink = useMay('link');
  const now = useNow();
  const fresh = freshOf(directory.id);
  const active = tokens?.filter((token) => tokenState(token, now) === 'active');
  const newest = active?.at(-1);
  return (
    <Section title={t.title}>
      <Stack gap="md">
        <CopyField
          label={t.endpoint}
          value={directory.scim?.endpointUrl ?? ''}
          copy={t.copyEndpoint}
          copied={t.copied}
        />
        {fresh ? (
          <>
            <CopyField label={t.token} value={fresh.token} secret copy={t.copyToken} copied={t.copied} />
            <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="status">
              {t.once}
            </Alert>
          </>
        ) : (
          <div>
            <Text fw={500}>{t.token}</Text>
            {newest && <Text className="mono">••••••••{newest.suffix}</Text>}
            <Text fz="sm" c="dimmed">
              {!mayLink ? t.noRight : active?.length === 0 ? t.noToken : t.gone}
            </Text>
          </div>
        )}
      </Stack>
    </Section>
  );
}
