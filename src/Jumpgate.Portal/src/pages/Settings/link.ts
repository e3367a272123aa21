import { text } from '../../text';

export type LinkMethod = 'service_account' | 'api_key';

/** What `POST /v1/organizations` takes; only these members. */
export interface OrganizationLink {
  tenant: string;
  method: LinkMethod;
  region: string;
  clientId?: string;
  clientSecret?: string;
  apiKey?: string;
  organizationId?: string;
  expiresAt?: string;
}

export interface LinkFields {
  clientId?: string;
  clientSecret?: string;
  apiKey?: string;
  region: string;
  organizationId?: string;
  expiresAt?: string;
}

const required: Record<LinkMethod, [keyof LinkFields, string][]> = {
  service_account: [
    ['clientId', text.link.clientId],
    ['clientSecret', text.link.clientSecret],
  ],
  api_key: [['apiKey', text.link.apiKeyField]],
};

/** What must be filled in and is not, field by field. */
export function blanks(method: LinkMethod, fields: LinkFields): Partial<Record<keyof LinkFields, string>> {
  return Object.fromEntries(
    required[method]
      .filter(([field]) => (fields[field] ?? '').trim() === '')
      .map(([field, label]) => [field, text.link.required(label)]),
  );
}

export function shownFields(method: LinkMethod): (keyof LinkFields)[] {
  return [...required[method].map(([field]) => field), 'region', 'organizationId', 'expiresAt'];
}

/** The request: only the fields of the chosen method, and empty optional ones left out. */
export function linkBody(method: LinkMethod, fields: LinkFields, tenant: string): OrganizationLink {
  const body: OrganizationLink = { tenant, method, region: fields.region };
  for (const [field] of required[method])
    body[field as 'clientId' | 'clientSecret' | 'apiKey'] = fields[field];
  if (fields.organizationId) body.organizationId = fields.organizationId;
  if (fields.expiresAt) body.expiresAt = `${fields.expiresAt}T23:59:59Z`;
  return body;
}
