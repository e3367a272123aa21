import { Center, Container, Loader, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { post, setCsrf, setVisit } from '../../api/client';
import { Logo } from '../../components/Logo';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { LinkDesk } from '../Settings/LinkDesk';
import { FirstSync } from './FirstSync';
import { ScimSetup } from './ScimSetup';
import { Unreachable } from './Unreachable';
import { WhoseLink } from './WhoseLink';

const t = text.setupLink;

/** What opening the link answers. */
export interface OpenedSetup {
  id: string;
  purpose: string;
  tenant: string;
  expiresAt: string;
  linked: boolean;
  directory: string | null;
  csrfToken: string;
}

/** A setup link, opened by somebody without an account: connect or set up, watch, done. */
export function Page() {
  const { token = '', tab = 'provisioning' } = useParams();
  const [linked, setLinked] = useState(false);
  const navigate = useNavigate();
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
            <Unreachable />
          </div>
        )}
        {opened.isSuccess && opened.data.purpose === 'scim' && (
          <ScimSetup
            link={opened.data}
            tab={tab}
            onTab={(to) => void navigate(to === 'provisioning' ? `/setup/${token}` : `/setup/${token}/${to}`)}
            placeOf={(kind) => `/setup/${token}/${kind}`}
          />
        )}
        {opened.isSuccess && opened.data.purpose !== 'scim' && (
          <div>
            <PageHeader title={t.title} lead={<WhoseLink link={opened.data} />} />
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
