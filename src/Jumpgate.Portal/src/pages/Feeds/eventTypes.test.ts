import { expect, test } from 'vitest';
import { byService, matching } from './eventTypes';

const types = [
  { name: 'user_update', service: 'directory', classUid: 3001, class: 'Account Change' },
  { name: 'odd', service: null, classUid: 0, class: 'Base Event' },
  { name: 'sso_auth', service: 'sso', classUid: 3002, class: 'Authentication' },
  { name: 'admin_create', service: 'directory', classUid: 3001, class: 'Account Change' },
];

test('types stand under their service, those of none last', () =>
  expect(byService(types).map((g) => [g.service, ...g.types.map((type) => type.name)])).toEqual([
    ['directory', 'admin_create', 'user_update'],
    ['sso', 'sso_auth'],
    ['', 'odd'],
  ]));

test.each([
  ['SSO', ['sso_auth']],
  ['3001 update', ['user_update']],
  ['account change', ['user_update', 'admin_create']],
  ['nothing', []],
])('%s finds %s', (words, names) => expect(matching(types, words).map((type) => type.name)).toEqual(names));
