import {
  IconActivity,
  IconApps,
  IconDeviceLaptop,
  IconDevices2,
  IconHelpCircle,
  IconHome,
  IconKey,
  IconLayersLinked,
  IconPlug,
  IconRss,
  IconShieldCheck,
  IconUser,
  IconUsersGroup,
  IconUserShield,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import { text } from '../text';

export interface NavigationEntry {
  to: string;
  label: string;
  icon: Icon;
  end?: boolean;
}

export interface NavigationGroup {
  label?: string;
  entries: NavigationEntry[];
}

const t = text.navigation;

export const navigation: NavigationGroup[] = [
  {
    entries: [
      { to: '/', label: t.home, icon: IconHome, end: true },
      { to: '/connections', label: t.connections, icon: IconLayersLinked },
    ],
  },
  {
    label: t.directory,
    entries: [
      { to: '/directory/users', label: t.users, icon: IconUser },
      { to: '/directory/admins', label: t.admins, icon: IconUserShield },
      { to: '/directory/groups', label: t.groups, icon: IconUsersGroup },
      { to: '/directory/devices', label: t.devices, icon: IconDeviceLaptop },
      { to: '/directory/device-groups', label: t.deviceGroups, icon: IconDevices2 },
      { to: '/directory/applications', label: t.applications, icon: IconApps },
      { to: '/directory/roles', label: t.roles, icon: IconShieldCheck },
    ],
  },
  { entries: [{ to: '/roles', label: t.appRoles, icon: IconKey }] },
  {
    label: t.data,
    entries: [
      { to: '/events/feeds', label: t.feeds, icon: IconRss },
      { to: '/events', label: t.events, icon: IconActivity, end: true },
    ],
  },
  {
    label: t.out,
    entries: [{ to: '/webhooks', label: t.webhooks, icon: IconWebhook }],
  },
  {
    label: t.settings,
    entries: [{ to: '/settings/integrations', label: t.integrations, icon: IconPlug }],
  },
  { entries: [{ to: '/help/codes', label: t.help, icon: IconHelpCircle }] },
];
