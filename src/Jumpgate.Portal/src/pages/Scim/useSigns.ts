import type { Directory } from '../../api/types';
import type { SignName } from '../../text/scim';
import { lastRequest } from './state';

export type SeenSigns = Record<SignName, boolean>;

/** What has come from the provider so far. */
export function useSigns(directory: Directory): SeenSigns {
  const group = (directory.counts.group ?? 0) > 0;
  const user = (directory.counts.user ?? 0) > 0;
  return { request: lastRequest(directory) !== null || group || user, testUser: false, group, user };
}
