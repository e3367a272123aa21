import { Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { get } from '../../api/client';
import type { Organization } from '../../api/types';
import { Fact, Facts } from '../../components/Facts';
import { Fault, ProblemAlert } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { ProgressTable } from '../Connections/Progress';

const t = text.setupLink;

/** What was connected by the link, and how far its first sync is. */
export function FirstSync() {
  const heading = useRef<HTMLHeadingElement>(null);
  const organization = useQuery({
    queryKey: ['setup-link-organization'],
    queryFn: ({ signal }) => get<Organization>('/v1/organization', signal),
    refetchInterval: ({ state }) => (state.data?.status === 'Connected' ? false : 1_000),
  });
  const found = organization.data;
  const name = found && (found.organization.name ?? found.name);
  // The form that had the focus is gone.
  useEffect(() => heading.current?.focus(), [name]);

  if (organization.isError) return <Fault error={organization.error} focus />;
  if (found === undefined) return <Skeleton h={160} />;
  return (
    <Paper className="surface" p="lg" component="section" aria-label={t.organization}>
      <Stack>
        <Group gap="sm">
          <Title order={2} ref={heading} tabIndex={-1}>
            {name}
          </Title>
          <StatusChip status={found.status} live />
        </Group>
        <Facts>
          <Fact label={t.id}>
            <span className="mono">{found.organization.id}</span>
          </Fact>
        </Facts>
        {found.reasons
          .filter((reason) => reason.severity !== 'info')
          .map((reason) => (
            <ProblemAlert key={reason.code} problem={reason} severity={reason.severity} />
          ))}
        {found.status === 'Syncing' && found.progress && <ProgressTable progress={found.progress} />}
        <Text role="status">{found.status === 'Connected' ? t.close : t.goesOn}</Text>
      </Stack>
    </Paper>
  );
}
