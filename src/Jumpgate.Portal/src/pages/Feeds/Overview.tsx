import { Alert, Button, Group, List, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Feed } from '../../api/types';
import { useMay } from '../../app/session';
import { EventTraffic } from '../../components/EventTraffic';
import { useBeginning } from '../../components/moments';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { text } from '../../text';
import { Fetching } from './Fetching';
import { Sinks } from './Sinks';

const t = text.feeds;

export function Overview({ feed }: { feed: Feed }) {
  return (
    <Stack gap="lg">
      {feed.fault && <FeedFault feed={feed} />}
      {feed.paused && (
        <Alert color="gray" role="status" icon={<IconPlayerPause aria-hidden />} title={t.states.paused}>
          {t.pausedText}
        </Alert>
      )}
      {(feed.warnings ?? []).map((warning) => (
        <ProblemAlert key={warning.code} problem={warning} severity={warning.severity} />
      ))}
      <Traffic feed={feed} />
      <Fetching feed={feed} />
      <Sinks feed={feed} />
    </Stack>
  );
}

/** Why events do not come and what was received last, in the words of the API, and how to go on. */
function FeedFault({ feed }: { feed: Feed }) {
  const mayLink = useMay('link');
  const fault = feed.fault;
  if (!fault) return null;
  const steps = (fault.fix ?? '').split(/\s*\d\.\s(?=[A-Z])/).filter((step) => step !== '');
  const expired = feed.state === 'expired';
  return (
    <ProblemAlert
      problem={{ ...fault, fix: steps.length > 1 ? undefined : fault.fix }}
      severity={feed.state === 'failed' ? 'warning' : 'error'}
      action={
        <Stack gap="sm">
          {steps.length > 1 && (
            <section aria-label={t.steps}>
              <Text fw={600}>{t.steps}</Text>
              <List type="ordered">
                {steps.map((step) => (
                  <List.Item key={step}>{step}</List.Item>
                ))}
              </List>
            </section>
          )}
          {mayLink && (expired || feed.state === 'refused') && (
            <Group>
              <Button component={Link} to={`/connections/${feed.organizationId}/settings`} size="xs">
                {t.replace}
              </Button>
            </Group>
          )}
        </Stack>
      }
    />
  );
}

function Traffic({ feed }: { feed: Feed }) {
  const [by, setBy] = useState('class');
  const [range, setRange] = useState('P1D');
  const from = useBeginning(range);
  return (
    <Section
      title={t.traffic.title}
      aside={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t.traffic.by}
            data={t.traffic.ways}
            value={by}
            onChange={setBy}
          />
          <Select
            size="xs"
            w={140}
            aria-label={t.traffic.range}
            data={text.log.ranges.filter(({ value }) => !['PT1H', 'own'].includes(value))}
            value={range}
            onChange={(value) => setRange(value ?? range)}
          />
        </Group>
      }
    >
      <EventTraffic label={t.traffic.title} asked={{ organization: feed.organizationId, from, to: '', by }} />
    </Section>
  );
}
