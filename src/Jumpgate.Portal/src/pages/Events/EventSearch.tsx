import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBroadcast, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { Organization } from '../../api/types';
import { useSession } from '../../app/session';
import { EventTraffic } from '../../components/EventTraffic';
import { Section } from '../../components/Section';
import { text } from '../../text';
import { EventDrawer } from './EventDrawer';
import { EventList } from './EventList';
import { Filters } from './Filters';
import { useAsked } from './useAsked';
import { useTail, type Tail } from './useTail';

const t = text.log;

interface EventSearchProps {
  organization: Organization;
  all: Organization[];
}

export function EventSearch({ organization, all }: EventSearchProps) {
  const { tenant } = useSession();
  const asked = useAsked(organization.id);
  const [paused, { open: pause, close: resume }] = useDisclosure();
  const [under, setUnder] = useState(false);
  const held = paused || under || asked.open !== null;
  const tail = useTail(tenant, asked.filters, asked.live, held);
  const { type, service, outcome, actor, target, text: words } = asked.filters;
  return (
    <>
      <Filters asked={asked} organization={organization} all={all} />
      <Section title={t.chart}>
        <EventTraffic
          label={t.chart}
          asked={{
            organization: organization.id,
            from: asked.from,
            to: asked.to,
            by: outcome === '' ? 'outcome' : 'class',
            type,
            service,
            outcome,
          }}
        />
        {(actor !== '' || target !== '' || words !== '') && (
          <Text fz="sm" c="dimmed">
            {t.chartScope}
          </Text>
        )}
      </Section>
      <Group justify="space-between" mt="lg" mb="sm" mih={30}>
        <TailWords live={asked.live} tail={tail} held={held} onShow={tail.show} />
        <Group gap="xs">
          {asked.live && (
            <Button
              variant="default"
              size="xs"
              leftSection={
                paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
              }
              onClick={() => {
                if (paused) tail.show();
                (paused ? resume : pause)();
              }}
            >
              {paused ? t.resume : t.pause}
            </Button>
          )}
          {asked.range !== 'own' && (
            <Button
              variant={asked.live ? 'default' : 'light'}
              size="xs"
              leftSection={
                asked.live ? (
                  <IconPlayerStop size={14} aria-hidden />
                ) : (
                  <IconBroadcast size={14} aria-hidden />
                )
              }
              onClick={() => {
                resume();
                asked.ask({ live: asked.live ? null : '1' });
              }}
            >
              {asked.live ? t.liveStop : t.live}
            </Button>
          )}
        </Group>
      </Group>
      <div onPointerEnter={() => setUnder(true)} onPointerLeave={() => setUnder(false)}>
        <EventList asked={asked} fresh={tail.items} />
      </div>
      <EventDrawer asked={asked} fresh={tail.items} />
    </>
  );
}

interface TailWordsProps {
  live: boolean;
  tail: Tail;
  held: boolean;
  onShow(): void;
}

/** Whether events appear by themselves, and how many wait while the list keeps its place. */
function TailWords({ live, tail, held, onShow }: TailWordsProps) {
  if (!live) return <span />;
  if (held && tail.waiting > 0)
    return (
      <Group gap="xs">
        <Text role="status" fw={500} className="numeric">
          {t.paused(tail.waiting)}
        </Text>
        <Button size="compact-xs" variant="light" onClick={onShow}>
          {t.show}
        </Button>
      </Group>
    );
  return (
    <Text role="status" c="dimmed">
      {!tail.connected ? t.connecting : held ? t.paused(0) : t.following}
    </Text>
  );
}
