import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Select,
  Skeleton,
  Stack,
  Table,
  Text,
  Tooltip,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconKey, IconPencil, IconPlus, IconShield } from '@tabler/icons-react';
import { useState } from 'react';
import { put } from '../../api/client';
import { appRoleDefaultsQuery, appRolesQuery } from '../../api/queries';
import type { AppRole, AppRoleDefaults } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { number } from '../../components/words';
import { text } from '../../text';
import { RoleForm } from './RoleForm';

const t = text.roles;

/** The roles that mappings can give, the highest first. */
export function Catalogue() {
  const { tenant } = useSession();
  const may = useMay('app_roles');
  const roles = useQuery(appRolesQuery(tenant));
  const [open, setOpen] = useState<AppRole | 'new' | null>(null);
  return (
    <Stack gap="lg">
      <Section
        title={t.catalogue}
        flush
        aside={
          may && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
              {t.add}
            </Button>
          )
        }
      >
        {roles.isError && <Fault error={roles.error} />}
        {roles.isPending && <Skeleton h={160} m="lg" w="auto" />}
        {roles.data?.length === 0 && (
          <Blank icon={<IconKey />} title={t.empty}>
            {may ? t.emptyDetail : t.noRight}
          </Blank>
        )}
        {roles.data && roles.data.length > 0 && (
          <Table.ScrollContainer minWidth={760}>
            <Table aria-label={t.catalogue}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th pl="lg">{t.columns.name}</Table.Th>
                  <Table.Th>{t.columns.permissions}</Table.Th>
                  <Table.Th ta="right">{t.columns.holders}</Table.Th>
                  <Table.Th>{t.columns.used}</Table.Th>
                  <Table.Th>{t.columns.changed}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {roles.data.map((role) => (
                  <Table.Tr key={role.id}>
                    <Table.Td pl="lg">
                      <Group gap="xs">
                        <Text fw={500}>{role.name}</Text>
                        {role.administratorLike && (
                          <Tooltip label={t.guardedHint} multiline maw={320}>
                            <Badge
                              variant="light"
                              color="yellow"
                              tabIndex={0}
                              tt="none"
                              leftSection={<IconShield size={12} aria-hidden />}
                            >
                              {t.guarded}
                            </Badge>
                          </Tooltip>
                        )}
                      </Group>
                      {role.description && (
                        <Text fz="sm" c="dimmed">
                          {role.description}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td className="mono">{role.permissions.join(', ') || t.none}</Table.Td>
                    <Table.Td ta="right" className="numeric">
                      {number(role.holders)}
                    </Table.Td>
                    <Table.Td>{role.usedBy.map((use) => use.name).join(', ') || t.unused}</Table.Td>
                    <Table.Td>
                      <Ago at={role.updatedAt} />
                    </Table.Td>
                    <Table.Td ta="right" pr="lg">
                      {may && (
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t.edit(role.name)}
                          onClick={() => setOpen(role)}
                        >
                          <IconPencil size={16} aria-hidden />
                        </ActionIcon>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Section>
      {roles.data && roles.data.length > 0 && <Defaults roles={roles.data} may={may} />}
      <RoleForm role={open} roles={roles.data ?? []} onClose={() => setOpen(null)} />
    </Stack>
  );
}

function Defaults({ roles, may }: { roles: AppRole[]; may: boolean }) {
  const { tenant } = useSession();
  const client = useQueryClient();
  const defaults = useQuery(appRoleDefaultsQuery(tenant));
  const save = useMutation({
    mutationFn: (values: AppRoleDefaults) =>
      put<AppRoleDefaults>(`/v1/app-roles/defaults?tenant=${encodeURIComponent(tenant)}`, values),
    onSuccess: (values) => client.setQueryData(appRoleDefaultsQuery(tenant).queryKey, values),
  });
  if (defaults.data === undefined) return null;
  const options = (administrators: boolean) => [
    { value: '', label: t.defaults.nobody },
    ...roles
      .filter((role) => administrators || !role.administratorLike)
      .map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <Section title={t.defaults.title}>
      <Stack>
        <Text c="dimmed">{t.defaults.lead}</Text>
        <Group align="flex-end">
          {(['member', 'creator'] as const).map((whose) => (
            <Select
              key={whose}
              label={t.defaults[whose]}
              data={options(whose === 'creator')}
              value={defaults.data[whose] ?? ''}
              disabled={!may || save.isPending}
              onChange={(name) => save.mutate({ ...defaults.data, [whose]: name === '' ? null : name })}
            />
          ))}
        </Group>
        {save.isError && <Fault error={save.error} focus />}
        <span role="status">{save.isSuccess ? text.actions.saved : ''}</span>
      </Stack>
    </Section>
  );
}
