import type { FeedEvent } from '../../api/types';

const names = ['username', 'email', 'name', 'displayName', 'hostname', 'object_id', 'id'];

/** Who did it, as the event itself says. */
export function actorOf({ raw }: FeedEvent): string | null {
  return nameIn(under(raw, 'initiated_by')) ?? textAt(raw, 'username');
}

/** What it was done to: a resource, an application, a device, or what was bound to what. */
export function targetOf({ raw }: FeedEvent): string | null {
  const connection = under(under(raw, 'association'), 'connection');
  const ends = [under(connection, 'from'), under(connection, 'to')].map(nameIn).filter((n) => n !== null);
  for (const member of ['resource', 'application', 'system']) {
    const name = nameIn(under(raw, member));
    if (name !== null) return name;
  }
  return ends.length === 0 ? null : ends.join(' – ');
}

export function textAt(from: unknown, member: string): string | null {
  const value = under(from, member);
  return typeof value === 'string' && value !== '' ? value : null;
}

function nameIn(from: unknown): string | null {
  for (const name of names) {
    const found = textAt(from, name);
    if (found !== null) return found;
  }
  return null;
}

function under(from: unknown, member: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, member)
    ? (from as Record<string, unknown>)[member]
    : undefined;
}
