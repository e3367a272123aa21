import { Anchor, Button, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck, IconPlug } from '@tabler/icons-react';
import { Link } from 'react-router';
import { directoriesQuery, organizationsQuery } from '../../api/queries';
import type { Organization } from '../../api/types';
import { usePollInterval } from '../../app/live';
import { useMay, useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { PageHeader } from '../../components/PageHeader';
import { Fault, ProblemAlert } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { number } from '../../components/words';
import { text } from '../../text';
import { ProgressLine } from '../Connections/Progress';
import { directoryState, lastRequest } from '../Scim/state';
import { kinds } from '../Directory/kinds';
import classes from './HomePage.module.css';

const t = text.home;

export function Page() {
  const { tenant } = useSession();
  const mayLink = useMay('link');
  const organizations = useQuery({ ...organizationsQuery(tenant), refetchInterval: usePollInterval(true) });
  const directories = useQuery(directoriesQuery(tenant));
  const all = organizations.data ?? [];
  const pushed = (directories.data ?? []).filter((d) => d.scim);
  const count = (word: string, route: string) =>
    (directories.data ?? []).reduce((sum, d) => sum + (d.counts[word] ?? d.counts[route] ?? 0), 0);
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      {organizations.isError && <Fault error={organizations.error} />}
      {organizations.isPending && <Skeleton h={320} />}
      {organizations.isSuccess && directories.isSuccess && all.length + pushed.length === 0 && (
        <Blank
          icon={<IconPlug />}
          title={mayLink ? t.first : text.connections.empty}
          action={
            mayLink && (
              <Button component={Link} to="/settings/integrations">
                {t.first}
              </Button>
            )
          }
        >
          {mayLink ? t.firstDetail : text.noRight.link}
        </Blank>
      )}
      {all.length + pushed.length > 0 && (
        <Stack gap="lg">
          {all.length > 0 && <Attention organizations={all} />}
          <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} spacing="md">
            {kinds.map((kind) => (
              <Link key={kind.route} to={`/directory/${kind.route}`} className={`surface ${classes.count}`}>
                <kind.icon size={18} stroke={1.6} aria-hidden />
                <span className={`${classes.number} numeric`}>{number(count(kind.word, kind.route))}</span>
                <span className={classes.label}>{kind.label}</span>
              </Link>
            ))}
          </SimpleGrid>
          <Section title={t.connections} flush>
            <ul className={classes.list}>
              {all.map((o) => (
                <li key={o.id}>
                  <div>
                    <Anchor component={Link} to={`/connections/${o.id}`} fw={500}>
                      {o.name}
                    </Anchor>
                    <Text fz="sm" c="dimmed">
                      {t.synced} <Ago at={o.lastGoodSyncAt} none={t.never} />
                    </Text>
                  </div>
                  <Group gap="md">
                    <ProgressLine progress={o.status === 'Syncing' ? o.progress : null} />
                    <StatusChip status={o.status} live />
                  </Group>
                </li>
              ))}
              {pushed.map((d) => (
                <li key={d.id}>
                  <div>
                    <Anchor component={Link} to={`/connections/scim/${d.id}`} fw={500}>
                      {d.name}
                    </Anchor>
                    <Text fz="sm" c="dimmed">
                      {t.received} <Ago at={lastRequest(d)} none={t.never} />
                    </Text>
                  </div>
                  <StatusChip {...directoryState(d)} />
                </li>
              ))}
            </ul>
          </Section>
        </Stack>
      )}
    </>
  );
}

/** What a person has to see to, or that there is nothing. */
function Attention({ organizations }: { organizations: Organization[] }) {
  const found = organizations.flatMap((o) =>
    o.reasons
      .filter((r) => r.severity !== 'info')
      .map((reason) => ({ o, reason: { ...reason, title: `${o.name}: ${reason.title}` } })),
  );
  if (found.length === 0)
    return organizations.every((o) => o.status === 'Connected') ? (
      <Group gap="sm" className={classes.fine} role="status">
        <IconCircleCheck size={20} aria-hidden />
        <Text fw={500}>{t.fine}</Text>
        <Text c="dimmed">{t.fineDetail}</Text>
      </Group>
    ) : null;
  return (
    <Stack gap="sm" component="section" aria-label={t.attention}>
      {found.map(({ o, reason }) => (
        <ProblemAlert
          key={o.id + reason.code}
          problem={reason}
          severity={reason.severity}
          action={
            <Anchor component={Link} to={`/connections/${o.id}`} fz="sm" fw={500}>
              {t.look}
            </Anchor>
          }
        />
      ))}
    </Stack>
  );
}
