import { Badge, Button, Code, Drawer, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api/client';
import { mappingVersionsQuery } from '../../api/queries';
import type { Directory, RoleMappingText } from '../../api/types';
import { useMay } from '../../app/session';
import { Ago } from '../../components/Ago';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { text } from '../../text';

const t = text.roles.versions;

/** Every text that was saved, newest first, and the way back to one. */
export function Versions({ directory }: { directory: Directory }) {
  const may = useMay('app_roles');
  const client = useQueryClient();
  const versions = useQuery(mappingVersionsQuery(directory.id));
  const [shown, setShown] = useState<RoleMappingText | null>(null);
  const [asking, setAsking] = useState<number | null>(null);
  const restore = useMutation({
    mutationFn: (version: number) =>
      post(`/v1/directories/${directory.id}/role-mapping/versions/${version}/restore`),
    async onSuccess() {
      setAsking(null);
      await Promise.all(
        ['mapping', 'mapping-versions', 'app-roles'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      );
    },
  });
  return (
    <Section title={t.title} flush>
      {versions.isError && <Fault error={versions.error} />}
      <Table aria-label={t.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl="lg">{t.columns.version}</Table.Th>
            <Table.Th>{t.columns.at}</Table.Th>
            <Table.Th>{t.columns.by}</Table.Th>
            <Table.Th>{t.columns.note}</Table.Th>
            <Table.Td />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(versions.data ?? []).map((version) => (
            <Table.Tr key={version.version}>
              <Table.Td pl="lg">
                {version.version}{' '}
                {version.current && (
                  <Badge variant="light" color="green" tt="none">
                    {t.holds}
                  </Badge>
                )}
              </Table.Td>
              <Table.Td>
                <Ago at={version.savedAt} />
              </Table.Td>
              <Table.Td>{version.savedBy.slice(version.savedBy.indexOf(':') + 1)}</Table.Td>
              <Table.Td>{version.restores === null ? version.note : t.restores(version.restores)}</Table.Td>
              <Table.Td ta="right" pr="lg">
                <Button size="xs" variant="subtle" onClick={() => setShown(version)}>
                  {t.show}
                </Button>
                {may && !version.current && (
                  <Button size="xs" variant="default" ml="xs" onClick={() => setAsking(version.version)}>
                    {t.restore}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Drawer
        opened={shown !== null}
        onClose={() => setShown(null)}
        position="right"
        size="lg"
        title={text.roles.mapping.version(shown?.version ?? 0)}
        closeButtonProps={{ 'aria-label': text.actions.close }}
      >
        <Code block tabIndex={0} aria-label={text.roles.mapping.text}>
          {shown?.text}
        </Code>
      </Drawer>
      <ConfirmDialog
        opened={asking !== null}
        title={t.restoreTitle(asking ?? 0)}
        verb={t.restore}
        busy={restore.isPending}
        error={restore.error}
        onConfirm={() => asking !== null && restore.mutate(asking)}
        onClose={() => {
          setAsking(null);
          restore.reset();
        }}
      >
        <Text>{t.restoreText}</Text>
      </ConfirmDialog>
    </Section>
  );
}
