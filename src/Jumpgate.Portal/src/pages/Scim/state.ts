import type { Directory, ScimToken } from '../../api/types';
import { text } from '../../text';

/** How a pushed directory is, as a chip: the status that gives its look, and its word. */
export function directoryState(directory: Directory): { status: string; label: string } {
  const t = text.scim.status;
  if (directory.scim?.enabled === false) return { status: 'disabled', label: t.disabled };
  return lastRequest(directory) === null
    ? { status: 'Not connected', label: t.waiting }
    : { status: 'Connected', label: t.connected };
}

/** Its name as its own pages write it. */
export function providerName(directory: Directory): string {
  const provider = directory.scim?.provider ?? '';
  return text.scim.providers.names[provider] ?? provider;
}

export function lastRequest(directory: Directory): string | null {
  return directory.scim?.lastRequestAt ?? null;
}

export type TokenState = 'active' | 'expired' | 'revoked';

export function tokenState(token: ScimToken, now: number): TokenState {
  if (token.revokedAt !== null) return 'revoked';
  return token.expiresAt !== null && Date.parse(token.expiresAt) <= now ? 'expired' : 'active';
}
