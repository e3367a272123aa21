import { Alert, Grid, Stack } from '@mantine/core';
import { IconUsersMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { scimTokensQuery } from '../../api/queries';
import type { Directory } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { useMay } from '../../app/session';
import { text } from '../../text';
import { Guide } from './Guide';
import { Signs } from './Signs';
import { Tokens } from './Tokens';
import { useSigns } from './useSigns';
import { Values } from './Values';

const t = text.scim;

/** What to carry to the provider, how to do it there, and what arrived of it. */
export function Provisioning({ directory }: { directory: Directory }) {
  const mayLink = useMay('link');
  const tokens = useQuery({
    ...scimTokensQuery(directory.id),
    enabled: mayLink,
    refetchInterval: usePollInterval(true),
  });
  const signs = useSigns(directory);
  return (
    <Stack gap="lg">
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg" style={{ position: 'sticky', top: 24 }}>
            <Values directory={directory} tokens={tokens.data} />
            <Signs directory={directory} signs={signs} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Guide directory={directory} tokens={tokens.data} signs={signs} />
        </Grid.Col>
      </Grid>
      {mayLink && <Tokens directory={directory} tokens={tokens} />}
      <Alert color="gray" icon={<IconUsersMinus aria-hidden />} title={t.detached.title}>
        {t.detached.text}
      </Alert>
    </Stack>
  );
}
