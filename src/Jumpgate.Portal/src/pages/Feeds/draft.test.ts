import { expect, test } from 'vitest';
import { baseUrlFault, daysAhead, isEmail } from './draft';

const regions = [
  {
    name: 'us',
    label: 'US Region',
    console: 'https://console.jumpcloud.com/',
    insights: 'https://api.jumpcloud.com/insights/directory/v1',
  },
  {
    name: 'own',
    label: 'own',
    console: 'http://10.0.0.7:8090/',
    insights: 'http://10.0.0.7:8090/insights/directory/v1',
  },
];

test.each([
  ['https://api.jumpcloud.com/insights/directory/v1', null],
  [' https://proxy.example.com ', null],
  ['http://10.0.0.7:8090/insights/directory/v1', null],
  ['http://10.0.0.7:8091/', 'insecure'],
  ['http://api.jumpcloud.com/', 'insecure'],
  ['ftp://api.jumpcloud.com/', 'insecure'],
  ['api.jumpcloud.com', 'malformed'],
  ['  ', 'missing'],
])('%s is %s as a base address', (address, fault) => expect(baseUrlFault(address, regions)).toBe(fault));

test.each([
  ['soc@example.com', true],
  ['soc@example', false],
  ['soc example.com', false],
  ['', false],
])('%s as an e-mail address: %s', (email, ok) => expect(isEmail(email)).toBe(ok));

test('the proposed end lies so many days ahead', () =>
  expect(daysAhead(90, Date.parse('2026-11-23T12:00:00Z'))).toBe('2027-02-21'));
