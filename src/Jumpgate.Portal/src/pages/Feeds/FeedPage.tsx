import { Alert, Button, Skeleton, Stack, Tabs } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck, IconPlayerPause, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { patch } from '../../api/client';
import { feedQuery } from '../../api/feeds';
import type { Feed } from '../../api/types';
import { useMay, useOwnTenant } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { FeedSettings } from './FeedSettings';
import { Overview } from './Overview';
import { SinkForm } from './SinkForm';
import { feedState, pollOf } from './state';
import { TypeCounts } from './TypeCounts';

const t = text.feeds;

/** One feed: how it is, what comes, where it goes. */
export function Page() {
  const { id = '' } = useParams();
  const feed = useQuery({ ...feedQuery(id), refetchInterval: (query) => pollOf(query.state.data) });
  useOwnTenant(feed.data?.tenant);
  const back = { to: '/events/feeds', label: t.title };
  if (feed.data === undefined)
    return (
      <>
        <PageHeader title={t.one} back={back} />
        {feed.isError ? <Fault error={feed.error} /> : <Skeleton h={360} />}
      </>
    );
  return <Shown feed={feed.data} back={back} />;
}

function Shown({ feed, back }: { feed: Feed; back: { to: string; label: string } }) {
  const { tab = 'overview' } = useParams();
  const navigate = useNavigate();
  const may = useMay('feeds');
  const state = feedState(feed);
  const [adding, setAdding] = useState(false);
  const started = (useLocation().state as { started?: boolean } | null)?.started === true;
  return (
    <>
      <PageHeader
        title={feed.organizationName}
        back={back}
        chip={<StatusChip {...state} live />}
        actions={
          may && (
            <>
              <Pause feed={feed} />
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
                {t.sinks.add}
              </Button>
            </>
          )
        }
      />
      <Tabs
        value={tab}
        onChange={(to) =>
          void navigate(`/events/feeds/${feed.id}${to === 'overview' || to === null ? '' : `/${to}`}`)
        }
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="overview">{t.tabs.overview}</Tabs.Tab>
          <Tabs.Tab value="types">{t.tabs.types}</Tabs.Tab>
          {may && <Tabs.Tab value="settings">{t.tabs.settings}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Stack gap="lg">
            {started && state.status === 'active' && (
              <Alert color="green" role="status" icon={<IconCircleCheck aria-hidden />}>
                {t.started} {feed.sinks.length === 0 && t.startedNext}
              </Alert>
            )}
            <Overview feed={feed} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="types">
          <TypeCounts feed={feed} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          {may ? <FeedSettings key={feed.id} feed={feed} /> : <NoRight>{t.noRight}</NoRight>}
        </Tabs.Panel>
      </Tabs>
      <SinkForm key={String(adding)} feed={feed} opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function Pause({ feed }: { feed: Feed }) {
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: () => patch<Feed>(`/v1/feeds/${feed.id}`, { paused: !feed.paused }),
    onSettled: () => client.invalidateQueries({ queryKey: ['feeds'] }),
  });
  return (
    <>
      {turn.isError && <Fault error={turn.error} focus />}
      <Button
        variant="default"
        leftSection={
          feed.paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
        }
        loading={turn.isPending}
        onClick={() => turn.mutate()}
      >
        {feed.paused ? t.resume : t.pause}
      </Button>
    </>
  );
}
