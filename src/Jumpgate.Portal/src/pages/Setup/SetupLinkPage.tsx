import { Center, Container, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { post, setCsrf, setVisit } from '../../api/client';
import { Logo } from '../../components/Logo';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { exact } from '../../components/words';
import { text } from '../../text';
import { LinkDesk } from '../Settings/LinkDesk';
import { FirstSync } from './FirstSync';

const t = text.setupLink;

/** What opening the link answers. */
interface OpenedSetup {
  id: string;
  purpose: string;
  tenant: string;
  expiresAt: string;
  linked: boolean;
  csrfToken: string;
}

/** A setup link, opened by somebody without an account: connect, watch, done. */
export function Page() {
  const { token = '' } = useParams();
  const [linked, setLinked] = useState(false);
  const opened = useQuery({
    queryKey: ['setup-link', token],
    staleTime: Infinity,
    gcTime: 0,
    queryFn: async () => {
      const link = await post<OpenedSetup>('/portal/sessions', { token });
      setVisit(link.id);
      setCsrf(link.csrfToken);
      return link;
    },
  });
  useEffect(
    () => () => {
      setVisit(null);
      setCsrf(null);
    },
    [],
  );

  return (
    <Container component="main" size={1120} py="xl">
      <Stack gap="xl">
        <Logo />
        {opened.isPending && (
          <Center h={320}>
            <Loader />
          </Center>
        )}
        {opened.isError && (
          <div>
            <PageHeader title={t.refused} />
            <Fault error={opened.error} focus />
          </div>
        )}
        {opened.isSuccess && (
          <div>
            <PageHeader
              title={t.title}
              lead={
                <>
                  <Text fw={600} c="var(--mantine-color-text)">
                    {t.tenant(opened.data.tenant)}
                  </Text>
                  <Text fz="sm">{t.until(exact(opened.data.expiresAt))}</Text>
                </>
              }
            />
            {linked || opened.data.linked ? (
              <FirstSync />
            ) : (
              <LinkDesk
                tenant={opened.data.tenant}
                submit={() => text.link.connect}
                onLinked={() => setLinked(true)}
              />
            )}
          </div>
        )}
      </Stack>
    </Container>
  );
}
