import { expect, test } from 'vitest';
import { blanks, linkBody } from './link';

test('a field of white space counts as missing', () => {
  expect(blanks('service_account', { region: 'us', clientId: ' \t', clientSecret: 's' })).toEqual({
    clientId: 'Client ID is required.',
  });
});

test('only the fields of the chosen method are sent', () => {
  const body = linkBody('api_key', { region: 'eu', apiKey: 'k', clientSecret: 'left over' }, 'default');
  expect(body).toEqual({ tenant: 'default', method: 'api_key', region: 'eu', apiKey: 'k' });
});

test('an empty organization id is left out, so that no header is sent for it', () => {
  const fields = { region: 'us', apiKey: 'k', organizationId: '' };
  expect(linkBody('api_key', fields, 'default')).not.toHaveProperty('organizationId');
});
