import { Button, Skeleton, Stack, Tabs, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { post } from '../../api/client';
import { organizationQuery } from '../../api/queries';
import type { Organization } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { useMay, useOwnTenant } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { Overview } from './Overview';
import { Settings } from './Settings';
import { SyncTab } from './SyncTab';

const t = text.connection;

/** States in which asking for a sync would do nothing, with the reason. */
const whyNoSync: Record<string, string | undefined> = {
  Syncing: t.running,
  Paused: t.pausedHint,
  Held: t.heldHint,
};

/** One linked organization: how it is, how it syncs, how it is set. */
export function Page() {
  const { id = '', tab = 'overview' } = useParams();
  const navigate = useNavigate();
  const known = useQuery(organizationQuery(id));
  const moving = known.data?.status === 'Syncing' || known.data?.progress != null;
  const organization = useQuery({ ...organizationQuery(id), refetchInterval: usePollInterval(moving) });
  const [maySync, mayLink] = [useMay('sync'), useMay('link')];
  useOwnTenant(organization.data?.tenant);
  const back = { to: '/connections', label: text.connections.title };

  if (organization.isPending)
    return (
      <>
        <PageHeader title={t.loading} back={back} />
        <Skeleton h={360} />
      </>
    );
  if (organization.isError)
    return (
      <>
        <PageHeader title={t.failed} back={back} />
        <Fault error={organization.error} />
      </>
    );
  const o = organization.data;
  return (
    <>
      <PageHeader
        title={o.name}
        back={back}
        chip={<StatusChip status={o.status} live />}
        actions={maySync && <SyncActions organization={o} />}
      />
      <Tabs
        value={tab}
        onChange={(to) =>
          void navigate(`/connections/${id}${to === 'overview' || to === null ? '' : `/${to}`}`)
        }
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="overview">{t.tabs.overview}</Tabs.Tab>
          <Tabs.Tab value="sync">{t.tabs.sync}</Tabs.Tab>
          {mayLink && <Tabs.Tab value="settings">{t.tabs.settings}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview organization={o} />
        </Tabs.Panel>
        <Tabs.Panel value="sync">
          <SyncTab organization={o} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          {mayLink ? <Settings organization={o} /> : <NoRight>{text.noRight.settings}</NoRight>}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function SyncActions({ organization }: { organization: Organization }) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (what: 'sync' | 'pause' | 'resume') => post(`/v1/organizations/${organization.id}/${what}`),
    onSettled: () =>
      Promise.all(
        ['organization', 'organizations', 'runs'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const paused = organization.status === 'Paused';
  const why = whyNoSync[organization.status];
  return (
    <>
      {act.isError && (
        <Stack maw={420}>
          <Fault error={act.error} focus />
        </Stack>
      )}
      <Button
        variant="default"
        leftSection={
          paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
        }
        loading={act.isPending && act.variables !== 'sync'}
        onClick={() => act.mutate(paused ? 'resume' : 'pause')}
      >
        {paused ? t.resume : t.pause}
      </Button>
      <Tooltip label={why} disabled={why === undefined}>
        <Button
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={act.isPending && act.variables === 'sync'}
          data-disabled={why !== undefined || undefined}
          aria-disabled={why !== undefined}
          onClick={(event) => (why === undefined ? act.mutate('sync') : event.preventDefault())}
        >
          {t.syncNow}
        </Button>
      </Tooltip>
    </>
  );
}
