import type { Sink } from '../../api/types';

/** Signing secrets made in this document, by sink: shown once, kept in its memory alone. */
const secrets = new Map<string, string>();

export function keepSigning(sink: Sink) {
  const secret = sink.webhook?.secret;
  if (typeof secret === 'string' && secret.startsWith('whsec_')) secrets.set(sink.id, secret);
}

export function signingOf(sink: Sink): string | undefined {
  return secrets.get(sink.id);
}
