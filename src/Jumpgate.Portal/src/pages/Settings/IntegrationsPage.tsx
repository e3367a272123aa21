import { Anchor, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCloudDownload, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { directoriesQuery, organizationsQuery } from '../../api/queries';
import { usePollInterval } from '../../app/live';
import { useMay, useSession } from '../../app/session';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { ProgressLine } from '../Connections/Progress';
import { host } from '../../components/words';
import { directoryState, providerName } from '../Scim/state';
import { text } from '../../text';
import classes from './IntegrationsPage.module.css';

const t = text.integrations;

export function Page() {
  const { tenant } = useSession();
  const mayLink = useMay('link');
  const poll = usePollInterval(true);
  const organizations = useQuery({ ...organizationsQuery(tenant), refetchInterval: poll });
  const linked = organizations.data ?? [];
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <Paper className="surface" component="section" aria-label={t.jumpcloud}>
        <Group p="lg" justify="space-between" wrap="nowrap" align="flex-start">
          <Group wrap="nowrap" align="flex-start">
            <JumpCloudMark />
            <div>
              <Group gap="xs">
                <Title order={2}>{t.jumpcloud}</Title>
                {organizations.isSuccess && linked.length === 0 && <StatusChip status="Not connected" />}
              </Group>
              <Text c="dimmed" maw={560}>
                {t.about}
              </Text>
            </div>
          </Group>
          {mayLink && (
            <Button
              component={Link}
              to="/settings/integrations/jumpcloud"
              variant={linked.length === 0 ? 'filled' : 'default'}
              leftSection={linked.length === 0 ? null : <IconPlus size={16} aria-hidden />}
              aria-label={linked.length === 0 ? undefined : t.another}
            >
              {t.connect}
            </Button>
          )}
        </Group>
        {organizations.isPending && <Skeleton h={56} mx="lg" mb="lg" w="auto" />}
        {organizations.isError && (
          <Stack px="lg" pb="lg">
            <Fault error={organizations.error} />
          </Stack>
        )}
        {linked.length > 0 && (
          <ul className={classes.list} aria-label={t.linked}>
            {linked.map((o) => (
              <li key={o.id} className={classes.row}>
                <div>
                  <Anchor component={Link} to={`/connections/${o.id}`} fw={500}>
                    {o.organization.name ?? o.name}
                  </Anchor>
                  <Text fz="sm" c="dimmed">
                    {host(o.console)}
                  </Text>
                </div>
                <Group gap="md">
                  <ProgressLine progress={o.status === 'Syncing' ? o.progress : null} />
                  <StatusChip status={o.status} live />
                </Group>
              </li>
            ))}
          </ul>
        )}
      </Paper>
      <ScimCard mayLink={mayLink} />
    </>
  );
}

/** Directories that are pushed instead of pulled. */
function ScimCard({ mayLink }: { mayLink: boolean }) {
  const { tenant } = useSession();
  const directories = useQuery(directoriesQuery(tenant));
  const pushed = (directories.data ?? []).filter((d) => d.scim);
  return (
    <Paper className="surface" component="section" aria-label={text.scim.title} mt="lg">
      <Group p="lg" justify="space-between" wrap="nowrap" align="flex-start">
        <Group wrap="nowrap" align="flex-start">
          <div className={classes.mark}>
            <IconCloudDownload size={22} stroke={1.6} aria-hidden />
          </div>
          <div>
            <Title order={2}>{text.scim.title}</Title>
            <Text c="dimmed" maw={560}>
              {text.scim.about}
            </Text>
          </div>
        </Group>
        {mayLink && (
          <Button
            component={Link}
            to="/connections/scim/new"
            variant="default"
            leftSection={pushed.length === 0 ? null : <IconPlus size={16} aria-hidden />}
            aria-label={pushed.length === 0 ? undefined : text.scim.another}
          >
            {text.scim.setUp}
          </Button>
        )}
      </Group>
      {pushed.length > 0 && (
        <ul className={classes.list} aria-label={text.scim.directories}>
          {pushed.map((d) => (
            <li key={d.id} className={classes.row}>
              <div>
                <Anchor component={Link} to={`/connections/scim/${d.id}`} fw={500}>
                  {d.name}
                </Anchor>
                <Text fz="sm" c="dimmed">
                  {providerName(d)}
                </Text>
              </div>
              <StatusChip {...directoryState(d)} />
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}

function JumpCloudMark() {
  return (
    <div className={classes.mark} aria-hidden>
      <svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" strokeWidth="1.8">
        <path
          d="M7 18a4.5 4.5 0 0 1-.4-8.98 6 6 0 0 1 11.5 1.52A3.8 3.8 0 0 1 17.5 18Z"
          strokeLinejoin="round"
        />
      </svg>
    </div>
  );
}
