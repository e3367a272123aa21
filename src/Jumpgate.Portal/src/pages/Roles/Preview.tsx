import { Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { RolePreview } from '../../api/types';
import { Section } from '../../components/Section';
import { number } from '../../components/words';
import { text } from '../../text';
import { Tests } from './Tests';

const t = text.roles.preview;

/** Who would gain and who would lose which role; nothing is saved yet. */
export function Preview({ preview: p }: { preview: RolePreview }) {
  const changed = p.changed ?? 0;
  const names = (roles: string[]) => roles.join(', ') || text.roles.none;
  return (
    <Section title={t.title}>
      <Stack gap="lg" role="status">
        <Tests tests={p.tests} />
        {changed === 0 ? (
          <Group gap="xs">
            <IconCircleCheck size={18} aria-hidden />
            <Text fw={500}>{t.nobody}</Text>
          </Group>
        ) : (
          <Text fw={500}>{t.changed(number(changed), number(p.users ?? 0))}</Text>
        )}
        {p.roles && p.roles.length > 0 && (
          <Table aria-label={t.counts} className="numeric" maw={560}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th pl={0}>{t.columns.role}</Table.Th>
                <Table.Th ta="right">{t.columns.now}</Table.Th>
                <Table.Th ta="right">{t.columns.then}</Table.Th>
                <Table.Th ta="right">{t.columns.gained}</Table.Th>
                <Table.Th ta="right">{t.columns.lost}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {p.roles.map((role) => (
                <Table.Tr key={role.role}>
                  <Table.Td pl={0}>{role.role}</Table.Td>
                  <Table.Td ta="right">{number(role.now)}</Table.Td>
                  <Table.Td ta="right">{number(role.then)}</Table.Td>
                  <Table.Td ta="right">{role.gained === 0 ? '–' : `+${number(role.gained)}`}</Table.Td>
                  <Table.Td ta="right">{role.lost === 0 ? '–' : `−${number(role.lost)}`}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {p.items.length > 0 && (
          <div>
            <Title order={3} mb={4}>
              {t.users}
            </Title>
            <Table.ScrollContainer minWidth={640}>
              <Table aria-label={t.users}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th pl={0}>{t.userColumns.user}</Table.Th>
                    <Table.Th>{t.userColumns.gained}</Table.Th>
                    <Table.Th>{t.userColumns.lost}</Table.Th>
                    <Table.Th>{t.userColumns.then}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {p.items.map((item) => (
                    <Table.Tr key={item.user.id}>
                      <Table.Td pl={0}>
                        {item.user.name ?? item.user.id}
                        {item.email && (
                          <Text fz="sm" c="dimmed">
                            {item.email}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td>{names(item.gained)}</Table.Td>
                      <Table.Td>{names(item.lost)}</Table.Td>
                      <Table.Td>{names(item.then)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            {changed > p.items.length && <Text c="dimmed">{t.more(number(changed - p.items.length))}</Text>}
          </div>
        )}
      </Stack>
    </Section>
  );
}
