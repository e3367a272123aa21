import { Drawer, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { resourceQuery } from '../../api/queries';
import type { Directory, Resource } from '../../api/types';
import { useIsSignedIn, useMay } from '../../app/session';
import { CopyId } from '../../components/CopyId';
import { Fault } from '../../components/ProblemAlert';
import { StatusChip } from '../../components/StatusChip';
import { text } from '../../text';
import { Activity } from './Activity';
import { AppRoles } from './AppRoles';
import { Attributes } from './Attributes';
import { History } from './History';
import { statusLabel, type ResourceKind } from './kinds';
import { Memberships } from './Memberships';
import { PersonAccounts } from './PersonAccounts';
import { Raw } from './Raw';

const t = text.resource;

interface ResourceDrawerProps {
  directory: Directory;
  kind: ResourceKind;
  id: string | null;
  asOf: string;
  tab: string;
  onTab(tab: string): void;
  onClose(): void;
}

/** One resource, beside its list. */
export function ResourceDrawer({ directory, kind, id, asOf, tab, onTab, onClose }: ResourceDrawerProps) {
  const mayRaw = useMay('raw');
  // A visitor by a setup link is told of users, not of what the application gives them.
  const present = useIsSignedIn() && asOf === '';
  const explained = present && kind.word === 'user';
  const active = present && ['user', 'admin', 'application'].includes(kind.word);
  const resource = useQuery({
    ...resourceQuery(
      directory.id,
      kind.route,
      id ?? '',
      asOf,
      false,
      active ? 'person,notes,activity' : undefined,
    ),
    enabled: id !== null,
  });
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={kind.one}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      {resource.isError && <Fault error={resource.error} />}
      {resource.isPending && (
        <Stack>
          <Skeleton h={28} w="50%" />
          <Skeleton h={320} />
        </Stack>
      )}
      {resource.data && (
        <Stack gap="md">
          <Head resource={resource.data} />
          {resource.data.person && <PersonAccounts resource={resource.data} />}
          <Tabs value={tab} onChange={(to) => onTab(to ?? 'attributes')} keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="attributes">{t.tabs.attributes}</Tabs.Tab>
              <Tabs.Tab value="memberships">{t.tabs.memberships}</Tabs.Tab>
              <Tabs.Tab value="history">{t.tabs.history}</Tabs.Tab>
              {explained && <Tabs.Tab value="roles">{text.roles.explain.tab}</Tabs.Tab>}
              {mayRaw && <Tabs.Tab value="raw">{t.tabs.raw}</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="attributes">
              <Stack gap="lg">
                <Activity resource={resource.data} />
                <Attributes resource={resource.data} />
              </Stack>
            </Tabs.Panel>
            <Tabs.Panel value="memberships">
              <Memberships
                directory={directory.id}
                id={resource.data.id}
                asOf={asOf}
                why={directory.scim && kind.word === 'group' ? text.scim.detached.text : undefined}
              />
            </Tabs.Panel>
            <Tabs.Panel value="history">
              <History directory={directory} kind={kind.route} id={resource.data.id} />
            </Tabs.Panel>
            {explained && (
              <Tabs.Panel value="roles">
                <AppRoles directory={directory.id} user={resource.data.id} />
              </Tabs.Panel>
            )}
            <Tabs.Panel value="raw">
              <Raw directory={directory.id} kind={kind.route} id={resource.data.id} asOf={asOf} />
            </Tabs.Panel>
          </Tabs>
        </Stack>
      )}
    </Drawer>
  );
}

function Head({ resource: r }: { resource: Resource }) {
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {r.name ?? r.remoteId}
        </Title>
        <StatusChip status={r.status.value} label={statusLabel(r)} />
      </Group>
      {r.email && <Text c="dimmed">{r.email}</Text>}
      <CopyId value={r.remoteId} label={t.remoteId} keep={28} />
    </div>
  );
}
