import { Button, Group, Modal, NumberInput, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, patch, post, remove } from '../../api/client';
import type { AppRole } from '../../api/types';
import { useSession } from '../../app/session';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';

const t = text.roles.form;

interface RoleFormProps {
  role: AppRole | 'new' | null;
  roles: AppRole[];
  onClose(): void;
}

/** Makes, changes or removes a role. */
export function RoleForm({ role, roles, onClose }: RoleFormProps) {
  return (
    <Modal
      opened={role !== null}
      onClose={onClose}
      title={role === 'new' ? t.add : t.edit}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      {role !== null && (
        <Fields role={role === 'new' ? null : role} last={roles.length + 1} onClose={onClose} />
      )}
    </Modal>
  );
}

function Fields({ role, last, onClose }: { role: AppRole | null; last: number; onClose(): void }) {
  const { tenant } = useSession();
  const client = useQueryClient();
  const [fields, setFields] = useState({
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: role?.permissions.join('\n') ?? '',
    administratorLike: role?.administratorLike ?? false,
    order: role?.order ?? last,
  });
  const done = async () => {
    await client.invalidateQueries({ queryKey: ['app-roles'] });
    onClose();
  };
  const save = useMutation({
    mutationFn() {
      const body = {
        ...fields,
        permissions: fields.permissions.split(/[\s,]+/).filter((permission) => permission !== ''),
      };
      return role === null
        ? post('/v1/app-roles', { tenant, ...body })
        : patch(`/v1/app-roles/${role.id}?tenant=${encodeURIComponent(tenant)}`, body);
    },
    onSuccess: done,
  });
  const removal = useMutation({
    mutationFn: () => remove(`/v1/app-roles/${role?.id}?tenant=${encodeURIComponent(tenant)}`),
    onSuccess: done,
  });
  const fault = save.error instanceof ApiError ? save.error : null;
  const set = (values: Partial<typeof fields>) => {
    save.reset();
    setFields((before) => ({ ...before, ...values }));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={t.name}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fault?.field('name')?.detail}
          data-autofocus
        />
        <TextInput
          label={t.description}
          value={fields.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          error={fault?.field('description')?.detail}
        />
        <Textarea
          label={t.permissions}
          description={t.permissionsHint}
          autosize
          minRows={3}
          maxRows={10}
          classNames={{ input: 'mono' }}
          value={fields.permissions}
          onChange={(event) => set({ permissions: event.currentTarget.value })}
          error={fault?.field('permissions')?.detail}
        />
        <NumberInput
          label={t.order}
          description={t.orderHint}
          min={1}
          max={last}
          maw={160}
          value={fields.order}
          onChange={(order) => set({ order: Number(order) })}
        />
        <Switch
          label={text.roles.guarded}
          description={text.roles.guardedHint}
          checked={fields.administratorLike}
          onChange={(event) => set({ administratorLike: event.currentTarget.checked })}
        />
        {(save.error ?? removal.error) && <Fault error={save.error ?? removal.error} focus />}
        <Group justify="space-between">
          {role === null ? (
            <span />
          ) : (
            <Button
              variant="outline"
              color="red"
              loading={removal.isPending}
              onClick={() => removal.mutate()}
            >
              {t.remove}
            </Button>
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {text.actions.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {text.actions.save}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
