import { Anchor, SimpleGrid, Stack, Table, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus, IconQuestionMark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { directoriesQuery } from '../../api/queries';
import type { Capability, CredentialState, Organization } from '../../api/types';
import { useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { CopyId } from '../../components/CopyId';
import { Fact, Facts } from '../../components/Facts';
import { ProblemAlert } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { host, number } from '../../components/words';
import { text } from '../../text';
import { kinds } from '../Directory/kinds';
import { Credential } from './Credential';
import { HeldRun } from './HeldRun';
import { ProgressTable } from './Progress';

const t = text.connection;

export function Overview({ organization: o }: { organization: Organization }) {
  const first = o.lastGoodSyncAt === null;
  return (
    <Stack gap="lg">
      {o.reasons
        .filter((reason) => reason.code !== 'mass_drop_held')
        .map((reason) => (
          <ProblemAlert key={reason.code + reason.at} problem={reason} severity={reason.severity} />
        ))}
      {o.lastRun?.warnings.map((warning) => (
        <ProblemAlert key={warning.code + warning.at} problem={warning} severity="warning" />
      ))}
      {o.lastRun?.state === 'held' && <HeldRun id={o.lastRun.id} />}
      {o.progress && o.status === 'Syncing' && (
        <Section
          title={first ? t.firstSync : t.syncing}
          aside={first && <Text c="dimmed">{t.firstSyncHint}</Text>}
        >
          <ProgressTable progress={o.progress} />
        </Section>
      )}
      <Counts organization={o} />
      <Section title={t.organization}>
        <Facts>
          <Fact label={t.facts.name}>{o.organization.name ?? '–'}</Fact>
          <Fact label={t.facts.id}>
            <CopyId value={o.organization.id} label={t.facts.id} />
          </Fact>
          <Fact label={t.facts.region}>{host(o.console)}</Fact>
          <Fact label={t.facts.type}>{text.connections.types[o.type] ?? o.type}</Fact>
          <Fact label={t.facts.connected}>
            <Ago at={o.connectedAt} />
          </Fact>
          <Fact label={t.facts.synced}>
            <Ago at={o.lastGoodSyncAt} none={t.notYet} />
          </Fact>
          <Fact label={t.facts.call}>
            <Ago at={o.lastGoodCallAt} none={t.notYet} />
          </Fact>
          <Fact label={t.facts.next}>
            <Ago at={o.nextSyncAt} none={t.byHand} />
          </Fact>
        </Facts>
      </Section>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Capabilities capabilities={o.capabilities} />
        <Credentials active={o.credential} standby={o.standby} />
      </SimpleGrid>
    </Stack>
  );
}

function Counts({ organization }: { organization: Organization }) {
  const { tenant } = useSession();
  const directories = useQuery(directoriesQuery(tenant));
  const directory = directories.data?.find((d) => d.id === organization.directoryId);
  if (directory === undefined) return null;
  return (
    <Section title={t.mirrored}>
      <Facts min={112}>
        {kinds.map((kind) => (
          <Fact key={kind.route} label={kind.label}>
            <Anchor
              component={Link}
              to={`/directory/${kind.route}?directory=${directory.id}`}
              fz="lg"
              fw={600}
            >
              {number(directory.counts[kind.word] ?? directory.counts[kind.route] ?? 0)}
            </Anchor>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

const states = {
  granted: [IconCheck, 'green'],
  missing: [IconAlertTriangle, 'yellow'],
  unknown: [IconQuestionMark, 'gray'],
} as const;

/** What comes in and what can be changed, as the credential's rights and this version allow. */
function Capabilities({ capabilities }: { capabilities: Capability[] }) {
  return (
    <Section title={t.capabilities} flush>
      <Table aria-label={t.capabilities}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl="lg">{t.capability.resource}</Table.Th>
            <Table.Th>{t.capability.sync}</Table.Th>
            <Table.Th pr="lg">{t.capability.provision}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {capabilities.map((c) => {
            const [Icon, color] = states[c.state as keyof typeof states] ?? states.unknown;
            return (
              <Table.Tr key={c.name}>
                <Table.Td pl="lg">
                  {t.capabilityNames[c.name] ?? c.name}
                  <Text fz="sm" c="dimmed">
                    {c.right}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Tooltip label={c.detail} disabled={!c.detail} multiline maw={320}>
                    <span
                      style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}
                      tabIndex={c.detail ? 0 : undefined}
                    >
                      <Icon size={16} color={`var(--mantine-color-${color}-text)`} aria-hidden />
                      {t.capabilityStates[c.state] ?? c.state}
                    </span>
                  </Tooltip>
                </Table.Td>
                <Table.Td pr="lg" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
                    <IconMinus size={16} aria-hidden />
                    {t.provisionStates[c.provision ?? 'off'] ?? c.provision}
                  </span>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text fz="sm" c="dimmed" px="lg" py="sm">
        {t.provisionReason}
      </Text>
    </Section>
  );
}

function Credentials({ active, standby }: { active: CredentialState; standby: CredentialState | null }) {
  return (
    <Section title={t.credentials}>
      <Stack gap="lg">
        <Credential credential={active} />
        {standby && <Credential credential={standby} standby />}
      </Stack>
    </Section>
  );
}
