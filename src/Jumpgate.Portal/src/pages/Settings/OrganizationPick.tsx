import { Loader, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { post } from '../../api/client';
import type { DiscoveredOrganizations } from '../../api/types';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import type { OrganizationLink } from './link';

/** The organizations a credential sees, to choose the one to link. */
export function OrganizationPick({ body, onPick }: { body: OrganizationLink; onPick(id: string): void }) {
  const { region, method, apiKey, clientId, clientSecret } = body;
  const found = useQuery({
    queryKey: ['discovery', region, method, clientId, apiKey, clientSecret],
    gcTime: 0,
    queryFn: () =>
      post<DiscoveredOrganizations>('/v1/organizations/discover', {
        region,
        method,
        apiKey,
        clientId,
        clientSecret,
      }),
  });
  if (found.isPending) return <Loader size="sm" />;
  if (found.isError) return <Fault error={found.error} />;
  return (
    <Radio.Group label={text.link.pick} onChange={onPick}>
      <Stack gap={6} mt={6} mah={240} style={{ overflowY: 'auto' }}>
        {found.data.items.map((o) => (
          <Radio
            key={o.id}
            value={o.id}
            label={
              <>
                {o.name ?? o.id}{' '}
                <Text span className="mono" c="dimmed">
                  {o.id}
                </Text>
              </>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
