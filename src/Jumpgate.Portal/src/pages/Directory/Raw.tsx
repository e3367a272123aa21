import { Code, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { resourceQuery } from '../../api/queries';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';

const t = text.resource;

interface RawProps {
  directory: string;
  kind: string;
  id: string;
  asOf: string;
}

/** What JumpCloud sent, secret values replaced; reading it needs a right of its own. */
export function Raw({ directory, kind, id, asOf }: RawProps) {
  const resource = useQuery(resourceQuery(directory, kind, id, asOf, true));
  if (resource.isError) return <Fault error={resource.error} />;
  if (resource.isPending) return <Skeleton h={200} />;
  if (resource.data.raw == null) return <Text c="dimmed">{t.noRaw}</Text>;
  return (
    <Stack gap="xs">
      <Text c="dimmed" fz="sm">
        {t.rawHint}
      </Text>
      <Code block tabIndex={0} aria-label={t.tabs.raw} style={{ maxHeight: '60vh', overflow: 'auto' }}>
        {JSON.stringify(resource.data.raw, null, 2)}
      </Code>
    </Stack>
  );
}
