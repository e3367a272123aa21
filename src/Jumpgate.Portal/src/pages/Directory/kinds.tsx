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

/** JumpCloud's own word where it says more than ours. */
export function statusLabel(r: Resource): string {
  return r.status.sourceValue ?? t.statuses[r.status.value] ?? r.status.value;
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

export const kinds: ResourceKind[] = [
  {
    route: 'users',
    word: 'user',
    label: text.navigation.users,
    one: t.one.user,
    icon: IconUser,
    columns: [
      name,
      attribute('userName', c.userName, true, 'userName'),
      email,
      status,
      attribute('department', c.department),
      attribute('title', c.title),
      attribute('mfa.state', c.mfa, false),
      attribute('userType', c.userType, false),
      attribute('costCenter', c.costCenter, false),
      attribute('location', c.location, false),
      attribute('employeeNumber', c.employeeNumber, false),
      moment('created', c.created, false),
      remoteId,
      updated,
    ],
  },
  {
    route: 'admins',
    word: 'admin',
    label: text.navigation.admins,
    one: t.one.admin,
    icon: IconUserShield,
    columns: [
      name,
      email,
      status,
      attribute('roles', c.roles),
      attribute('mfa.state', c.mfa),
      attribute('apiKeySet', c.apiKey),
      moment('apiKeyExpiresAt', c.apiKeyEnds, false),
      moment('created', c.created, false),
      remoteId,
      updated,
    ],
  },
  {
    route: 'groups',
    word: 'group',
    label: text.navigation.groups,
    one: t.one.group,
    icon: IconUsersGroup,
    columns: [
      name,
      attribute('description', c.description),
      { ...email, shown: false },
      attribute('dynamic', c.dynamic),
      { ...status, shown: false },
      remoteId,
      updated,
    ],
  },
  {
    route: 'devices',
    word: 'device',
    label: text.navigation.devices,
    one: t.one.device,
    icon: IconDeviceLaptop,
    columns: [
      name,
      attribute('os', c.os),
      attribute('osVersion', c.osVersion),
      attribute('serialNumber', c.serial),
      attribute('hostname', c.hostname, false),
      attribute('vendor', c.vendor, false),
      attribute('diskEncryption.active', c.encrypted),
      attribute('agentVersion', c.agent, false),
      moment('lastContact', c.lastContact),
      status,
      moment('created', c.created, false),
      remoteId,
      { ...updated, shown: false },
    ],
  },
  {
    route: 'device-groups',
    word: 'device_group',
    label: text.navigation.deviceGroups,
    one: t.one.device_group,
    icon: IconDevices2,
    columns: [
      name,
      attribute('description', c.description),
      attribute('dynamic', c.dynamic),
      remoteId,
      updated,
    ],
  },
  {
    route: 'applications',
    word: 'application',
    label: text.navigation.applications,
    one: t.one.application,
    icon: IconApps,
    columns: [
      name,
      attribute('templateName', c.template),
      attribute('sso.type', c.sso),
      status,
      attribute('description', c.description, false),
      moment('created', c.created, false),
      remoteId,
      updated,
    ],
  },
  {
    route: 'roles',
    word: 'role',
    label: text.navigation.roles,
    one: t.one.role,
    icon: IconShieldCheck,
    columns: [
      name,
      attribute('description', c.description),
      attribute('type', c.type),
      attribute('scopes', c.scopes, false),
      remoteId,
      updated,
    ],
  },
];

export function kindOf(word: string | undefined): ResourceKind | undefined {
  return kinds.find((k) => k.word === word || k.route === word);
}
