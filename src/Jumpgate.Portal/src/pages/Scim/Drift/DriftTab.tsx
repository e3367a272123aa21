import { Anchor, Badge, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowsDiff, IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { driftQuery, organizationsQuery } from '../../../api/queries';
import type { Directory, DriftReport } from '../../../api/types';
import { usePollInterval } from '../../../app/live';
import { useSession } from '../../../app/session';
import { Ago } from '../../../components/Ago';
import { Blank } from '../../../components/Blank';
import { Fault } from '../../../components/ProblemAlert';
import { Section } from '../../../components/Section';
import { number } from '../../../components/words';
import { text } from '../../../text';

const t = text.drift;

/** What JumpCloud should have pushed, by the mirror of the organization, against what arrived. */
export function DriftTab({ directory }: { directory: Directory }) {
  const set = Boolean(directory.scim?.settings.drift?.organizationId);
  const drift = useQuery({
    ...driftQuery(directory.id),
    enabled: set,
    refetchInterval: usePollInterval(false),
  });
  if (!set)
    return (
      <Blank
        icon={<IconArrowsDiff />}
        title={t.unset}
        action={
          <Anchor component={Link} to={`/connections/scim/${directory.id}/settings`}>
            {text.scim.tabs.settings}
          </Anchor>
        }
      >
        {t.unsetDetail}
      </Blank>
    );
  if (drift.isError) return <Fault error={drift.error} />;
  if (drift.isPending) return <Skeleton h={320} />;
  return <Report report={drift.data} />;
}

function Report({ report: r }: { report: DriftReport }) {
  const { tenant } = useSession();
  const organizations = useQuery(organizationsQuery(tenant));
  const organization = organizations.data?.find((o) => o.id === r.organizationId)?.name ?? r.organizationId;
  return (
    <Section title={t.title} flush>
      <Stack px="lg" pb="md" gap="xs">
        <Text c="dimmed">{t.lead(organization, r.application.name ?? r.application.id)}</Text>
        <Group gap="xs">
          {Object.entries(r.counts).map(([kind, n]) => (
            <Badge key={kind} variant="light" color="yellow" tt="none" size="lg">
              {t.counts(t.kinds[kind] ?? kind, number(n))}
            </Badge>
          ))}
        </Group>
        <Text fz="sm" c="dimmed">
          {t.mirrored} <Ago at={r.mirroredAt} none={text.home.never} />. {t.mirroredHint}
        </Text>
      </Stack>
      {r.findings.length === 0 ? (
        <Blank icon={<IconCircleCheck />} title={t.none}>
          {t.noneDetail}
        </Blank>
      ) : (
        <Table.ScrollContainer minWidth={800}>
          <Table aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th pl="lg">{t.columns.kind}</Table.Th>
                <Table.Th>{t.columns.what}</Table.Th>
                <Table.Th pr="lg">{t.columns.fix}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {r.findings.map((finding, i) => (
                <Table.Tr key={i}>
                  <Table.Td pl="lg" style={{ whiteSpace: 'nowrap' }}>
                    {t.kinds[finding.kind] ?? finding.kind}
                  </Table.Td>
                  <Table.Td>
                    {finding.text}
                    {finding.differences?.map((d) => (
                      <Text key={d.attribute} fz="sm" c="dimmed">
                        {t.differs(d.attribute, d.expected ?? t.empty, d.found ?? t.empty)}
                      </Text>
                    ))}
                  </Table.Td>
                  <Table.Td pr="lg" c="dimmed">
                    {finding.fix}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
