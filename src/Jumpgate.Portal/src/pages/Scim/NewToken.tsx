import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, post } from '../../api/client';
import type { Directory, ScimToken } from '../../api/types';
import { CopyField } from '../../components/CopyField';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { keepFresh } from './fresh';

const t = text.scim.tokens.new;
const v = text.scim.values;

interface NewTokenProps {
  directory: Directory;
  opened: boolean;
  onClose(): void;
}

/** Makes another token and shows it this once. */
export function NewToken({ directory, opened, onClose }: NewTokenProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t.title}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      <TokenForm directory={directory} onClose={onClose} />
    </Modal>
  );
}

function TokenForm({ directory, onClose }: { directory: Directory; onClose(): void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [ends, setEnds] = useState('');
  const make = useMutation({
    mutationFn: () =>
      post<ScimToken>(`/v1/directories/${directory.id}/tokens`, {
        name: name.trim() === '' ? null : name,
        // The day named is the last on which it works.
        expiresAt: ends === '' ? null : new Date(`${ends}T23:59:59`).toISOString(),
      }),
    async onSuccess(made) {
      keepFresh(directory.id, { id: made.id, token: made.bearerToken ?? '' });
      await client.invalidateQueries({ queryKey: ['scim-tokens', directory.id] });
    },
  });
  const fault = make.error instanceof ApiError ? make.error : null;
  if (make.isSuccess)
    return (
      <Stack>
        <CopyField
          label={v.token}
          value={make.data.bearerToken ?? ''}
          secret
          copy={v.copyToken}
          copied={v.copied}
        />
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="status">
          {v.once}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t.done}</Button>
        </Group>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={t.name}
          description={t.nameHint}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fault?.field('name')?.detail}
          data-autofocus
        />
        <TextInput
          type="date"
          label={t.ends}
          value={ends}
          onChange={(event) => setEnds(event.currentTarget.value)}
          error={fault?.field('expiresAt')?.detail}
        />
        {fault && !fault.field('name') && !fault.field('expiresAt') && <Fault error={fault} focus />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {text.actions.cancel}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t.make}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
