import { Anchor, Button, Skeleton, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { remove } from '../../api/client';
import type { Directory, ScimToken } from '../../api/types';
import { Ago } from '../../components/Ago';
import { Blank } from '../../components/Blank';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useNow } from '../../components/now';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { StatusChip } from '../../components/StatusChip';
import { ago } from '../../components/words';
import { text } from '../../text';
import { dropFresh } from './fresh';
import { NewToken } from './NewToken';
import { tokenState } from './state';

const t = text.scim.tokens;
const looks = { active: 'enabled', expired: 'expired', revoked: 'discarded' } as const;

/** Bearer tokens of a directory, so that a client can be moved from one to the next. */
export function Tokens({ directory, tokens }: { directory: Directory; tokens: UseQueryResult<ScimToken[]> }) {
  const now = useNow();
  const [making, setMaking] = useState(false);
  const [all, setAll] = useState(false);
  const [revoking, setRevoking] = useState<ScimToken | null>(null);
  const list = tokens.data ?? [];
  const revoked = list.filter((token) => token.revokedAt !== null).length;
  const shown = all ? list : list.filter((token) => token.revokedAt === null);
  return (
    <Section
      title={t.title}
      flush
      aside={
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setMaking(true)}
        >
          {text.scim.values.newToken}
        </Button>
      }
    >
      <Text c="dimmed" px="lg" pb="sm">
        {t.lead}
      </Text>
      {tokens.isError && <Fault error={tokens.error} />}
      {tokens.isPending && <Skeleton h={96} m="lg" w="auto" />}
      {tokens.isSuccess && shown.length === 0 && (
        <Blank icon={<IconKey />} title={t.none}>
          {t.noneDetail}
        </Blank>
      )}
      {shown.length > 0 && (
        <Table.ScrollContainer minWidth={760}>
          <Table aria-label={t.title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th pl="lg">{t.columns.name}</Table.Th>
                <Table.Th>{t.columns.suffix}</Table.Th>
                <Table.Th>{t.columns.state}</Table.Th>
                <Table.Th>{t.columns.created}</Table.Th>
                <Table.Th>{t.columns.used}</Table.Th>
                <Table.Th>{t.columns.ends}</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((token) => {
                const state = tokenState(token, now);
                return (
                  <Table.Tr key={token.id}>
                    <Table.Td pl="lg">{token.name ?? <Text c="dimmed">{t.unnamed}</Text>}</Table.Td>
                    <Table.Td>
                      <span className="mono">…{token.suffix}</span>
                    </Table.Td>
                    <Table.Td>
                      <StatusChip status={looks[state]} label={t.states[state]} />
                    </Table.Td>
                    <Table.Td>
                      <Ago at={token.createdAt} />
                      <Text fz="sm" c="dimmed">
                        {t.by(token.createdBy.slice(token.createdBy.indexOf(':') + 1))}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Ago at={token.lastUsedAt} none={t.never} />
                    </Table.Td>
                    <Table.Td>
                      <Ago at={token.expiresAt} none={t.noEnd} />
                    </Table.Td>
                    <Table.Td ta="right" pr="lg">
                      {state !== 'revoked' && (
                        <Button
                          size="xs"
                          variant="default"
                          aria-label={t.revokeOf(token.suffix)}
                          onClick={() => setRevoking(token)}
                        >
                          {t.revoke}
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {revoked > 0 && (
        <Anchor component="button" type="button" fz="sm" mx="lg" my="sm" onClick={() => setAll(!all)}>
          {all ? t.hideRevoked : t.showRevoked(revoked)}
        </Anchor>
      )}
      <NewToken directory={directory} opened={making} onClose={() => setMaking(false)} />
      <Revoke directory={directory} token={revoking} onClose={() => setRevoking(null)} />
    </Section>
  );
}

function Revoke({
  directory,
  token,
  onClose,
}: {
  directory: Directory;
  token: ScimToken | null;
  onClose(): void;
}) {
  const client = useQueryClient();
  const now = useNow();
  const revoke = useMutation({
    mutationFn: (id: string) => remove(`/v1/directories/${directory.id}/tokens/${id}`),
    async onSuccess(_, id) {
      dropFresh(directory.id, id);
      await client.invalidateQueries({ queryKey: ['scim-tokens', directory.id] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={token !== null}
      title={t.revokeTitle(token?.suffix ?? '')}
      verb={t.revoke}
      grave
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => token && revoke.mutate(token.id)}
      onClose={() => {
        onClose();
        revoke.reset();
      }}
    >
      <Text>{t.revokeText}</Text>
      {token?.lastUsedAt && <Text>{t.revokeUsed(ago(token.lastUsedAt, now))}</Text>}
    </ConfirmDialog>
  );
}
