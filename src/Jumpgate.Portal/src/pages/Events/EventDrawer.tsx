import { Button, Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { logQuery } from '../../api/feeds';
import type { FeedEvent } from '../../api/types';
import { useSession } from '../../app/session';
import { useClassName } from '../../components/classNames';
import { CopyId } from '../../components/CopyId';
import { Fact, Facts } from '../../components/Facts';
import { StatusChip } from '../../components/StatusChip';
import { exact, number } from '../../components/words';
import { text } from '../../text';
import { actorOf, targetOf, textAt } from './raw';
import type { useAsked } from './useAsked';

const t = text.log;

interface EventDrawerProps {
  asked: ReturnType<typeof useAsked>;
  fresh: FeedEvent[];
}

/** One event beside its list: what it says, and whole as it came. */
export function EventDrawer({ asked, fresh }: EventDrawerProps) {
  const { tenant } = useSession();
  const found = useInfiniteQuery(logQuery(tenant, { ...asked.filters, from: asked.from, to: asked.to }));
  const all = [...fresh, ...(found.data?.pages.flatMap((page) => page.items) ?? [])];
  const event = all.find((one) => String(one.position) === asked.open);
  return (
    <Drawer
      opened={event !== undefined}
      onClose={() => asked.show(null)}
      position="right"
      size="lg"
      title={t.one}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      {event && <Detail event={event} onActor={(actor) => asked.ask({ actor })} />}
    </Drawer>
  );
}

function Detail({ event: e, onActor }: { event: FeedEvent; onActor(actor: string): void }) {
  const className = useClassName();
  const [actor, target] = [actorOf(e), targetOf(e)];
  const [address, fault] = [textAt(e.raw, 'client_ip'), textAt(e.raw, 'error_message')];
  return (
    <Stack gap="lg">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} className="mono" style={{ overflowWrap: 'anywhere' }}>
          {e.type ?? text.feeds.types.unnamed}
        </Title>
        <StatusChip status={e.outcome} label={t.outcomes[e.outcome]} />
      </Group>
      <Facts>
        <Fact label={t.facts.at}>{exact(e.at)}</Fact>
        <Fact label={t.facts.received}>{exact(e.receivedAt)}</Fact>
        <Fact label={t.facts.class}>{className(e.classUid)}</Fact>
        <Fact label={t.facts.service}>{e.service ?? t.nobody}</Fact>
        <Fact label={t.facts.actor}>
          {actor ?? t.nobody}
          {actor !== null && (
            <Button variant="subtle" size="compact-xs" ml={4} onClick={() => onActor(actor)}>
              {t.same}
            </Button>
          )}
        </Fact>
        <Fact label={t.facts.target}>{target ?? t.nobody}</Fact>
        {address !== null && (
          <Fact label={t.facts.address}>
            <span className="mono">{address}</span>
          </Fact>
        )}
        <Fact label={t.facts.position}>{number(e.position)}</Fact>
        <Fact label={t.facts.id}>
          <CopyId value={e.eventId} label={t.facts.id} />
        </Fact>
      </Facts>
      {fault !== null && (
        <div>
          <Text fz="sm" c="dimmed">
            {t.facts.fault}
          </Text>
          <Text>{fault}</Text>
        </div>
      )}
      <section aria-label={t.raw}>
        <Title order={3} mb={4}>
          {t.raw}
        </Title>
        <Code block tabIndex={0} aria-label={t.raw} style={{ maxHeight: '60vh', overflow: 'auto' }}>
          {JSON.stringify(e.raw, null, 2)}
        </Code>
      </section>
    </Stack>
  );
}
