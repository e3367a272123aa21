import { expect, test } from 'vitest';
import { humanize, rows, valueAt, words } from './attributes';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const user = {
  userName: 'ada',
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ value: 'ada@example.org', type: 'work', primary: true }],
  [enterprise]: { department: 'Engines', manager: { value: '42' } },
};

test('an extension attribute is found without its URN', () => {
  expect(valueAt(user, 'department')).toBe('Engines');
  expect(valueAt(user, 'manager.value')).toBe('42');
  expect(valueAt(user, 'name.givenName')).toBe('Ada');
  expect(valueAt(user, 'title')).toBeUndefined();
});

test('every attribute has one row with its label', () => {
  expect(rows(user).map((r) => `${r.label} = ${r.value}`)).toEqual([
    'Username = ada',
    'Name · Given name = Ada',
    'Name · Family name = Lovelace',
    'E-mail (work) = ada@example.org',
    'Department = Engines',
    'Manager = 42',
  ]);
});

test('an address reads as its lines', () => {
  expect(words({ type: 'work', streetAddress: '1 Main St', locality: 'Oslo' })).toBe('1 Main St, Oslo');
});

test('false is a value and null is none', () => {
  expect(words(false)).toBe('No');
  expect(words(null)).toBe('');
});

test('camel case reads as a sentence', () =>
  expect(humanize('passwordNeverExpires')).toBe('Password never expires'));
