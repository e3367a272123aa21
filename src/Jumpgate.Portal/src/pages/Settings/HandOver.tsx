import {
  Button,
  CopyButton,
  Group,
  Modal,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconCopy, IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import { post, remove } from '../../api/client';
import { setupLinksQuery } from '../../api/queries';
import type { PortalSession } from '../../api/types';
import { Ago } from '../../components/Ago';
import { Fault } from '../../components/ProblemAlert';
import { exact } from '../../components/words';
import { text } from '../../text';

const t = text.handOver;

interface HandOverProps {
  tenant: string;
  /** The pushed directory that the link sets up; absent: it connects an organization. */
  directory?: string;
}

/** Makes a link by which somebody without an account does the setup, and takes such links back. */
export function HandOver({ tenant, directory }: HandOverProps) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<IconUserShare size={16} aria-hidden />} onClick={open}>
        {t.open}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t.title}
        size="lg"
        centered
        closeButtonProps={{ 'aria-label': text.actions.close }}
      >
        <Stack gap="lg">
          <Text c="dimmed">{directory === undefined ? t.lead : t.scimLead}</Text>
          <NewLink tenant={tenant} directory={directory} />
          <OpenLinks tenant={tenant} directory={directory} />
        </Stack>
      </Modal>
    </>
  );
}

function NewLink({ tenant, directory }: HandOverProps) {
  const client = useQueryClient();
  const [life, setLife] = useState('P7D');
  const make = useMutation({
    mutationFn: () =>
      post<PortalSession>('/v1/portal-sessions', {
        tenant,
        purpose: directory === undefined ? 'link' : 'scim',
        directory,
        expiresIn: life,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['setup-links', tenant] }),
  });
  // The way people reach the portal is known here; a proxy may hide it from the server.
  const url = make.data?.url ? new URL(new URL(make.data.url).pathname, location.origin).href : null;
  return (
    <Stack>
      <Group align="flex-end">
        <Select
          label={t.life}
          data={t.lives}
          value={life}
          onChange={(value) => setLife(value ?? life)}
          allowDeselect={false}
        />
        <Button onClick={() => make.mutate()} loading={make.isPending}>
          {t.make}
        </Button>
      </Group>
      {make.isError && <Fault error={make.error} focus />}
      {url !== null && make.data && (
        <Group align="flex-end" wrap="nowrap">
          <TextInput
            label={t.link}
            description={t.once(exact(make.data.expiresAt))}
            value={url}
            readOnly
            flex={1}
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {copied ? t.copied : t.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
    </Stack>
  );
}

function OpenLinks({ tenant, directory }: HandOverProps) {
  const client = useQueryClient();
  const all = useQuery(setupLinksQuery(tenant));
  const links = all.data?.filter((link) =>
    directory === undefined ? link.purpose === 'link' : link.directory === directory,
  );
  const revoke = useMutation({
    mutationFn: (id: string) => remove(`/v1/portal-sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['setup-links', tenant] }),
  });
  return (
    <div>
      <Title order={3} mb={4}>
        {t.links}
      </Title>
      {all.isError && <Fault error={all.error} />}
      {revoke.isError && <Fault error={revoke.error} focus />}
      {links?.length === 0 && <Text c="dimmed">{t.none}</Text>}
      {links !== undefined && links.length > 0 && (
        <Table aria-label={t.links}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.by}</Table.Th>
              <Table.Th>{t.ends}</Table.Th>
              <Table.Th>{t.opened}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {links.map((link) => (
              <Table.Tr key={link.id}>
                <Table.Td>{maker(link)}</Table.Td>
                <Table.Td>
                  <Ago at={link.expiresAt} />
                </Table.Td>
                <Table.Td>
                  <Ago at={link.openedAt} />
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t.revokeOf(maker(link), exact(link.createdAt))}
                    loading={revoke.isPending && revoke.variables === link.id}
                    onClick={() => revoke.mutate(link.id)}
                  >
                    {t.revoke}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text role="status" fz="sm" c="dimmed">
        {revoke.isSuccess ? t.revoked : ''}
      </Text>
    </div>
  );
}

function maker(link: PortalSession): string {
  return link.createdBy.slice(link.createdBy.indexOf(':') + 1);
}
