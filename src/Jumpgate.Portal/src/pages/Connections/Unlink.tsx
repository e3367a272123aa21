import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { remove } from '../../api/client';
import type { Organization } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Section } from '../../components/Section';
import { text } from '../../text';

const t = text.unlink;

export function Unlink({ organization: o }: { organization: Organization }) {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const unlink = useMutation({
    mutationFn: () => remove(`/v1/organizations/${o.id}`),
    async onSuccess() {
      await navigate('/connections');
      for (const key of ['organizations', 'directories']) void client.invalidateQueries({ queryKey: [key] });
      client.removeQueries({ queryKey: ['organization', o.id] });
    },
  });
  return (
    <Section title={t.title}>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed" maw={640}>
          {t.detail}
        </Text>
        <Button variant="outline" color="red" onClick={() => setAsking(true)}>
          {t.unlink}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title={t.question(o.name)}
        verb={t.unlink}
        grave
        busy={unlink.isPending}
        error={unlink.error}
        ready={typed.trim() === o.name}
        onConfirm={() => unlink.mutate()}
        onClose={() => {
          setAsking(false);
          setTyped('');
          unlink.reset();
        }}
      >
        <Text>{t.detail}</Text>
        <TextInput
          label={t.type(o.name)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      </ConfirmDialog>
    </Section>
  );
}
