import { useInfiniteQuery } from '@tanstack/react-query';
import { requestsQuery } from '../../api/queries';
import type { Directory } from '../../api/types';
import type { SignName } from '../../text/scim';
import { usePollInterval } from '../../app/live';
import { lastRequest } from './state';

export type SeenSigns = Record<SignName, boolean>;

/** What has come from the provider so far. */
export function useSigns(directory: Directory): SeenSigns {
  const group = (directory.counts.group ?? 0) > 0;
  const user = (directory.counts.user ?? 0) > 0;
  // JumpCloud's test user is gone again when somebody looks; the record of its making stays.
  const made = useInfiniteQuery({
    ...requestsQuery(directory.id, { text: '/Users', outcome: 'applied' }),
    refetchInterval: usePollInterval(!user),
  });
  const testUser = user || (made.data?.pages.some((p) => p.items.some((r) => r.method === 'POST')) ?? false);
  return { request: lastRequest(directory) !== null || group || testUser, testUser, group, user };
}
