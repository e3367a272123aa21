import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, patch, remove } from '../../api/client';
import type { Directory } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fault } from '../../components/ProblemAlert';
import { Section } from '../../components/Section';
import { text } from '../../text';

const t = text.scim.settings;

export function Settings({ directory }: { directory: Directory }) {
  return (
    <Stack gap="lg">
      <General key={directory.id} directory={directory} />
      <Receiving directory={directory} />
      <Removal directory={directory} />
    </Stack>
  );
}

/** Changes the directory and shows it as it then is. */
function useChange(directory: Directory) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => patch<Directory>(`/v1/directories/${directory.id}`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ['directories'] }),
  });
}

function General({ directory }: { directory: Directory }) {
  const [name, setName] = useState(directory.name);
  const [provider, setProvider] = useState(directory.scim?.provider ?? 'custom');
  const save = useChange(directory);
  const fault = save.error instanceof ApiError ? save.error : null;
  return (
    <Section title={t.general}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name, provider });
        }}
      >
        <Stack maw={480}>
          <TextInput
            label={t.name}
            value={name}
            maxLength={100}
            onChange={(event) => {
              setName(event.currentTarget.value);
              save.reset();
            }}
            error={fault?.field('name')?.detail}
            required
            withAsterisk={false}
          />
          <Select
            label={t.provider}
            description={t.providerHint}
            data={Object.entries(text.scim.providers.names).map(([value, label]) => ({ value, label }))}
            value={provider}
            onChange={(value) => {
              setProvider(value ?? provider);
              save.reset();
            }}
          />
          {fault && !fault.field('name') && <Fault error={fault} focus />}
          <Group gap="sm">
            <Button type="submit" loading={save.isPending}>
              {text.actions.save}
            </Button>
            <span role="status">{save.isSuccess ? text.actions.saved : ''}</span>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Receiving({ directory }: { directory: Directory }) {
  const [asking, setAsking] = useState(false);
  const change = useChange(directory);
  const enabled = directory.scim?.enabled ?? false;
  return (
    <Section title={t.state}>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed" maw={640}>
          {enabled ? t.enabledText : t.disabledText}
        </Text>
        <Button
          variant="default"
          loading={change.isPending && !asking}
          onClick={() => (enabled ? setAsking(true) : change.mutate({ enabled: true }))}
        >
          {enabled ? t.disable : t.enable}
        </Button>
      </Group>
      {change.isError && !asking && <Fault error={change.error} focus />}
      <ConfirmDialog
        opened={asking}
        title={t.disableTitle(directory.name)}
        verb={t.disable}
        busy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ enabled: false }, { onSuccess: () => setAsking(false) })}
        onClose={() => {
          setAsking(false);
          change.reset();
        }}
      >
        <Text>{t.disableText}</Text>
      </ConfirmDialog>
    </Section>
  );
}

function Removal({ directory }: { directory: Directory }) {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const removal = useMutation({
    mutationFn: () => remove(`/v1/directories/${directory.id}`),
    async onSuccess() {
      await navigate('/connections');
      client.removeQueries({ queryKey: ['directories', 'one', directory.id] });
      void client.invalidateQueries({ queryKey: ['directories'] });
    },
  });
  return (
    <Section title={t.removeTitle}>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed" maw={640}>
          {t.removeText}
        </Text>
        <Button variant="outline" color="red" onClick={() => setAsking(true)}>
          {t.remove}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title={t.removeQuestion(directory.name)}
        verb={t.remove}
        grave
        busy={removal.isPending}
        error={removal.error}
        ready={typed.trim() === directory.name}
        onConfirm={() => removal.mutate()}
        onClose={() => {
          setAsking(false);
          setTyped('');
          removal.reset();
        }}
      >
        <Text>{t.removeText}</Text>
        <TextInput
          label={t.type(directory.name)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
      </ConfirmDialog>
    </Section>
  );
}
