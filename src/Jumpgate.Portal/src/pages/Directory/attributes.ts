import { sentence } from '../../components/words';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The value at a path; SCIM extensions are looked through as if their members stood at the top. */
export function valueAt(attributes: unknown, path: string): Json | undefined {
  const direct = walk(attributes, path.split('.'));
  if (direct !== undefined) return direct;
  for (const [name, extension] of Object.entries(asObject(attributes))) {
    if (!name.startsWith('urn:')) continue;
    const found = walk(extension, path.split('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

function walk(from: unknown, path: string[]): Json | undefined {
  let at: unknown = from;
  for (const name of path) at = asObject(at)[name];
  return at as Json | undefined;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A value in a cell: lists by their elements' names, flags as words. */
export function words(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join(', ');
  const named = value.display ?? value.value ?? value.name ?? value.formatted;
  if (named !== undefined) return words(named);
  return Object.entries(value)
    .filter(([name]) => name !== 'type' && name !== 'primary')
    .map(([, v]) => words(v))
    .filter(Boolean)
    .join(', ');
}

export interface AttributeRow {
  path: string;
  label: string;
  value: string;
}

/** Attributes as rows of label and value: objects by their members, extensions at the top, lists element by element. */
export function rows(attributes: unknown, above = ''): AttributeRow[] {
  return Object.entries(asObject(attributes)).flatMap(([name, value]): AttributeRow[] => {
    if (name.startsWith('urn:')) return rows(value);
    const path = above === '' ? name : `${above}.${name}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return rows(value, path);
    if (Array.isArray(value) && value.some((v) => typeof v === 'object'))
      return value.map((v: Json, i) => ({
        path: `${path}[${i}]`,
        label: elementLabel(path, v),
        value: words(v),
      }));
    return [{ path, label: labelOf(path), value: words(value as Json) }];
  });
}

function elementLabel(path: string, element: Json): string {
  const type =
    typeof element === 'object' && element !== null && !Array.isArray(element) ? element.type : undefined;
  return typeof type === 'string' ? `${labelOf(path)} (${type})` : labelOf(path);
}

function labelOf(path: string): string {
  return path
    .replace(/\.value$/, '')
    .split('.')
    .map(humanize)
    .join(' · ');
}

const known: Record<string, string> = {
  userName: 'Username',
  displayName: 'Display name',
  mfa: 'MFA',
  os: 'OS',
  osFamily: 'OS family',
  osVersion: 'OS version',
  osVersionDetail: 'OS version detail',
  mdm: 'MDM',
  sso: 'SSO',
  ssoUrl: 'SSO URL',
  emails: 'E-mail',
  email: 'E-mail',
  phoneNumbers: 'Phone',
  addresses: 'Address',
  externalId: 'External ID',
  apiKeySet: 'API key set',
  apiKeyAllowed: 'API key allowed',
  apiKeyUpdatedAt: 'API key updated',
  apiKeyExpiresAt: 'API key ends',
  jit: 'Just-in-time provisioning',
  unixUid: 'Unix UID',
  unixGid: 'Unix GID',
  sshKeys: 'SSH keys',
};

/** `givenName` → `Given name`. */
export function humanize(name: string): string {
  return (
    known[name] ??
    sentence(name.replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`))
  );
}
