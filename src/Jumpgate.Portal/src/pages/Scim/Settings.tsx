import { Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/client';
import { organizationsQuery } from '../../api/queries';
import type { Directory } from '../../api/types';
import { useChange } from '../../api/useChange';
import { useSession } from '../../app/session';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Fault } from '../../components/ProblemAlert';
import { RemovalSection } from '../../components/Removal';
import { SaveButton } from '../../components/SaveButton';
import { Section } from '../../components/Section';
import { text } from '../../text';

const t = text.scim.settings;

export function Settings({ directory }: { directory: Directory }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (
    <Stack gap="lg">
      <General key={directory.id} directory={directory} />
      <Manner key={`${directory.id}/manner`} directory={directory} />
      <Comparison key={`${directory.id}/drift`} directory={directory} />
      <Receiving directory={directory} />
      <RemovalSection
        title={t.removeTitle}
        path={pathOf(directory)}
        verb={t.remove}
        question={t.removeQuestion(directory.name)}
        detail={t.removeText}
        typed={{ name: directory.name, label: t.type(directory.name) }}
        onRemoved={async () => {
          await navigate('/connections');
          client.removeQueries({ queryKey: ['directories', 'one', directory.id] });
          void client.invalidateQueries({ queryKey: ['directories'] });
        }}
      />
    </Stack>
  );
}

const pathOf = ({ id }: Directory) => `/v1/directories/${id}`;

function General({ directory }: { directory: Directory }) {
  const [name, setName] = useState(directory.name);
  const [provider, setProvider] = useState(directory.scim?.provider ?? 'custom');
  const save = useChange(pathOf(directory), 'directories');
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
          <SaveButton change={save} />
        </Stack>
      </form>
    </Section>
  );
}

/** How far the client is met, and what is told of it. */
function Manner({ directory }: { directory: Directory }) {
  const set = directory.scim?.settings;
  const [fields, setFields] = useState({
    partialAcceptance: set?.partialAcceptance ?? false,
    suppressTestObjects: set?.suppressTestObjects ?? false,
    quietFirstLoad: set?.quietFirstLoad ?? 'PT0S',
    adminGuard: set?.adminGuard ?? 'hold',
  });
  const save = useChange(pathOf(directory), 'directories');
  const change = (values: Partial<typeof fields>) => {
    save.reset();
    setFields((before) => ({ ...before, ...values }));
  };
  const waits = t.manner.quietChoices.some(({ value }) => value === fields.quietFirstLoad)
    ? t.manner.quietChoices
    : [...t.manner.quietChoices, { value: fields.quietFirstLoad, label: fields.quietFirstLoad }];
  return (
    <Section title={t.manner.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ settings: fields });
        }}
      >
        <Stack maw={640}>
          <Switch
            label={t.manner.partial}
            description={t.manner.partialHint}
            checked={fields.partialAcceptance}
            onChange={(event) => change({ partialAcceptance: event.currentTarget.checked })}
          />
          <Switch
            label={t.manner.suppress}
            description={t.manner.suppressHint}
            checked={fields.suppressTestObjects}
            onChange={(event) => change({ suppressTestObjects: event.currentTarget.checked })}
          />
          <Select
            label={t.manner.quiet}
            description={t.manner.quietHint}
            data={waits}
            value={fields.quietFirstLoad}
            onChange={(value) => change({ quietFirstLoad: value ?? fields.quietFirstLoad })}
          />
          <Select
            label={t.manner.guard}
            description={t.manner.guardHint}
            data={t.manner.guardChoices}
            value={fields.adminGuard}
            onChange={(value) => change({ adminGuard: value ?? fields.adminGuard })}
          />
          {save.isError && <Fault error={save.error} focus />}
          <SaveButton change={save} />
        </Stack>
      </form>
    </Section>
  );
}

/** Where the same population is linked by API, to say what should have arrived. */
function Comparison({ directory }: { directory: Directory }) {
  const { tenant } = useSession();
  const organizations = useQuery(organizationsQuery(tenant));
  const set = directory.scim?.settings.drift;
  const [organizationId, setOrganization] = useState(set?.organizationId ?? '');
  const [applicationId, setApplication] = useState(set?.applicationId ?? '');
  const save = useChange(pathOf(directory), 'directories');
  const fault = save.error instanceof ApiError ? save.error : null;
  const d = text.drift.settings;
  return (
    <Section title={d.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({
            settings: {
              drift:
                organizationId === ''
                  ? { organizationId: null, applicationId: null }
                  : { organizationId, applicationId: applicationId.trim() },
            },
          });
        }}
      >
        <Stack maw={480}>
          <Text c="dimmed">{d.hint}</Text>
          <Select
            label={d.organization}
            data={[
              { value: '', label: d.nowhere },
              ...(organizations.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={organizationId}
            onChange={(value) => {
              setOrganization(value ?? '');
              save.reset();
            }}
          />
          {organizationId !== '' && (
            <TextInput
              label={d.application}
              description={d.applicationHint}
              value={applicationId}
              onChange={(event) => {
                setApplication(event.currentTarget.value);
                save.reset();
              }}
            />
          )}
          {fault && <Fault error={fault} focus />}
          <SaveButton change={save} />
        </Stack>
      </form>
    </Section>
  );
}

function Receiving({ directory }: { directory: Directory }) {
  const [asking, setAsking] = useState(false);
  const change = useChange(pathOf(directory), 'directories');
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
