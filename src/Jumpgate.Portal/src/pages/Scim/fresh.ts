/**
 * Bearer tokens made in this document, by directory. They are kept in its memory alone, so that one can be copied while its guide is followed;
 * a reload forgets them, as it should.
 */
const tokens = new Map<string, FreshToken>();

export interface FreshToken {
  id: string;
  token: string;
}

export function keepFresh(directory: string, token: FreshToken) {
  tokens.set(directory, token);
}

export function freshOf(directory: string): FreshToken | undefined {
  return tokens.get(directory);
}

/** The token was revoked: it is worth nothing. */
export function dropFresh(directory: string, id: string) {
  if (tokens.get(directory)?.id === id) tokens.delete(directory);
}
