import {
  IconApps,
  IconDeviceLaptop,
  IconDevices2,
  IconShieldCheck,
  IconUser,
  IconUsersGroup,
  IconUserShield,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Resource } from '../../api/types';
import { Ago } from '../../components/Ago';
import { StatusChip } from '../../components/StatusChip';
import { sentence } from '../../components/words';
import { text } from '../../text';
import { valueAt, words } from './attributes';

export interface ResourceColumn {
  id: string;
  label: string;
  /** What the server sorts by; absent: it does not. */
  sort?: string;
  /** Shown until a person chooses otherwise. */
  shown: boolean;
  cell(resource: Resource): ReactNode;
  /** The value as plain text, for CSV. */
  plain(resource: Resource): string;
}

export interface ResourceKind {
  /** As in routes: `device-groups`. */
  route: string;
  /** As in answers: `device_group`. */
  word: string;
  label: string;
  one: string;
  icon: Icon;
  columns: ResourceColumn[];
}

const t = text.directory;

const name: ResourceColumn = {
  id: 'name',
  label: t.columns.name,
  sort: 'name',
  shown: true,
  cell: (r) => <strong className="name">{r.name ?? r.remoteId}</strong>,
  plain: (r) => r.name ?? '',
};

const email: ResourceColumn = {
  id: 'email',
  label: t.columns.email,
  sort: 'email',
  shown: true,
  cell: (r) => r.email,
  plain: (r) => r.email ?? '',
};

const status: ResourceColumn = {
  id: 'status',
  label: t.columns.status,
  sort: 'status',
  shown: true,
  cell: (r) => <StatusChip status={r.status.value} label={statusLabel(r)} />,
  plain: statusLabel,
};

/** JumpCloud's own word where it says more than ours; `ACTIVATED` is not shouted. */
export function statusLabel(r: Resource): string {
  const own = r.status.sourceValue;
  if (own !== null) return own === own.toUpperCase() ? sentence(own.toLowerCase()) : own;
  return t.statuses[r.status.value] ?? r.status.value;
}

const remoteId: ResourceColumn = {
  id: 'remoteId',
  label: t.columns.remoteId,
  shown: false,
  cell: (r) => <span className="mono">{r.remoteId}</span>,
  plain: (r) => r.remoteId,
};

const updated: ResourceColumn = {
  id: 'updated',
  label: t.columns.updated,
  sort: 'updatedAt',
  shown: true,
  cell: (r) => <Ago at={r.updatedAt} />,
  plain: (r) => r.updatedAt ?? '',
};

function attribute(path: string, label: string, shown = true, sort?: string): ResourceColumn {
  const plain = (r: Resource) => words(valueAt(r.attributes, path));
  return { id: path, label, shown, sort, plain, cell: plain };
}

function moment(path: string, label: string, shown = true): ResourceColumn {
  const plain = (r: Resource) => words(valueAt(r.attributes, path));
  return { id: path, label, shown, plain, cell: (r) => <Ago at={plain(r)} /> };
}

const c = t.columns;

/** Roles of the application, where the directory has a mapping. */
const appRoles: ResourceColumn = {
  id: 'appRoles',
  label: t.columns.appRoles,
  shown: false,
  cell: (r) => rolesOf(r),
  plain: (r) => rolesOf(r),
};

function rolesOf(r: Resource): string {
  return (r.roles ?? []).map((role) => role.role_name).join(', ');
}

/** Every kind begins with the name and ends with when it changed. */
function kind(word: keyof typeof t.one, label: string, icon: Icon, ...own: ResourceColumn[]): ResourceKind {
  const route = `${word.replace('_', '-')}s`;
  return { route, word, label, one: t.one[word], icon, columns: [name, ...own, remoteId, updated] };
}

const n = text.navigation;
const hidden = (column: ResourceColumn): ResourceColumn => ({ ...column, shown: false });
const description = attribute('description', c.description);
const dynamic = attribute('dynamic', c.dynamic);
const created = moment('created', c.created, false);

/** The two kinds that a pushed directory holds. */
export const userKind = kind(
  'user',
  n.users,
  IconUser,
  attribute('userName', c.userName, true, 'userName'),
  email,
  status,
  appRoles,
  attribute('department', c.department),
  attribute('title', c.title),
  attribute('mfa.state', c.mfa, false),
  attribute('userType', c.userType, false),
  attribute('costCenter', c.costCenter, false),
  attribute('location', c.location, false),
  attribute('employeeNumber', c.employeeNumber, false),
  created,
);

export const groupKind = kind(
  'group',
  n.groups,
  IconUsersGroup,
  description,
  hidden(email),
  dynamic,
  hidden(status),
);

export const kinds: ResourceKind[] = [
  userKind,
  kind(
    'admin',
    n.admins,
    IconUserShield,
    email,
    status,
    attribute('roles', c.roles),
    attribute('mfa.state', c.mfa),
    attribute('apiKeySet', c.apiKey),
    moment('apiKeyExpiresAt', c.apiKeyEnds, false),
    created,
  ),
  groupKind,
  kind(
    'device',
    n.devices,
    IconDeviceLaptop,
    attribute('os', c.os),
    attribute('osVersion', c.osVersion),
    attribute('serialNumber', c.serial),
    attribute('hostname', c.hostname, false),
    attribute('vendor', c.vendor, false),
    attribute('diskEncryption.active', c.encrypted),
    attribute('agentVersion', c.agent, false),
    moment('lastContact', c.lastContact),
    status,
    created,
  ),
  kind('device_group', n.deviceGroups, IconDevices2, description, dynamic),
  kind(
    'application',
    n.applications,
    IconApps,
    attribute('templateName', c.template),
    attribute('sso.type', c.sso),
    status,
    hidden(description),
    created,
  ),
  kind(
    'role',
    n.roles,
    IconShieldCheck,
    description,
    attribute('type', c.type),
    attribute('scopes', c.scopes, false),
  ),
];

export function kindOf(word: string | undefined): ResourceKind | undefined {
  return kinds.find((k) => k.word === word || k.route === word);
}
