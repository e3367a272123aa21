import { expect, test } from 'vitest';
import { actorOf, targetOf } from './raw';

const event = (raw: unknown) => ({
  position: 1,
  eventId: 'e',
  service: null,
  type: null,
  at: '',
  receivedAt: '',
  outcome: 'unknown',
  classUid: 0,
  raw,
});

test.each([
  [{ initiated_by: { type: 'user', id: '1', username: 'ana' } }, 'ana'],
  [{ initiated_by: { type: 'admin', email: 'root@example.com' } }, 'root@example.com'],
  [{ username: 'ldap-bind' }, 'ldap-bind'],
  [{ initiated_by: null }, null],
  ['no object', null],
])('the actor of %j is %s', (raw, name) => expect(actorOf(event(raw))).toBe(name));

test.each([
  [{ resource: { type: 'user', username: 'bo' }, application: { name: 'Wiki' } }, 'bo'],
  [{ application: { name: 'Wiki' } }, 'Wiki'],
  [{ association: { connection: { from: { name: 'Sales' }, to: { username: 'ana' } } } }, 'Sales – ana'],
  [{}, null],
])('the target of %j is %s', (raw, name) => expect(targetOf(event(raw))).toBe(name));
