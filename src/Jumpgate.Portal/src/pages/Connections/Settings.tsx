import { Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ApiError, patch } from '../../api/client';
import type { Organization } from '../../api/types';
import { Fault } from '../../components/ProblemAlert';
import { SaveButton } from '../../components/SaveButton';
import { Section } from '../../components/Section';
import { text } from '../../text';
import { intervalWords } from './runs';
import { StandbyCredential } from './StandbyCredential';
import { Unlink } from './Unlink';

const t = text.settings;
const intervals = ['PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT4H', 'PT24H'];

export function Settings({ organization }: { organization: Organization }) {
  return (
    <Stack gap="lg">
      <General key={organization.id} organization={organization} />
      <StandbyCredential organization={organization} />
      <Unlink organization={organization} />
    </Stack>
  );
}

function General({ organization: o }: { organization: Organization }) {
  const client = useQueryClient();
  const own = o.settings.schedule && !intervals.includes(o.settings.schedule) ? [o.settings.schedule] : [];
  const [fields, setFields] = useState({
    name: o.name,
    type: o.type,
    schedule: o.settings.schedule ?? '',
    share: Math.round((o.settings.guard?.share ?? 0.3) * 100),
    atLeast: o.settings.guard?.atLeast ?? 10,
  });
  const save = useMutation({
    mutationFn: () =>
      patch(`/v1/organizations/${o.id}`, {
        name: fields.name,
        type: fields.type,
        settings: {
          ...o.settings,
          schedule: fields.schedule === '' ? null : fields.schedule,
          guard: { share: fields.share / 100, atLeast: fields.atLeast },
        },
      }),
    onSuccess: () =>
      Promise.all(
        ['organization', 'organizations'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const set = <K extends keyof typeof fields>(key: K, value: (typeof fields)[K]) => {
    save.reset();
    setFields((before) => ({ ...before, [key]: value }));
  };
  const fault = save.error instanceof ApiError ? save.error : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Section title={t.general}>
      <form onSubmit={submit}>
        <Stack maw={480} gap="md">
          <TextInput
            label={t.name}
            value={fields.name}
            onChange={(e) => set('name', e.currentTarget.value)}
            error={fault?.field('name')?.detail}
            required
            withAsterisk={false}
          />
          <Select
            label={t.type}
            data={Object.entries(text.connections.types).map(([value, label]) => ({ value, label }))}
            value={fields.type}
            onChange={(type) => set('type', type ?? o.type)}
          />
          <Select
            label={t.schedule}
            description={t.scheduleHint}
            data={[
              ...[...intervals, ...own].map((i) => ({
                value: i,
                label: i.startsWith('P') ? text.sync.every(intervalWords(i)) : i,
              })),
              { value: '', label: text.sync.byHand },
            ]}
            value={fields.schedule}
            onChange={(schedule) => set('schedule', schedule ?? '')}
            error={fault?.field('settings.schedule')?.detail}
          />
          <Group grow align="flex-start">
            <NumberInput
              label={t.share}
              description={t.shareHint}
              suffix=" %"
              min={1}
              max={100}
              value={fields.share}
              onChange={(value) => set('share', Number(value))}
            />
            <NumberInput
              label={t.atLeast}
              description={t.atLeastHint}
              min={0}
              value={fields.atLeast}
              onChange={(value) => set('atLeast', Number(value))}
            />
          </Group>
          {fault && <Fault error={fault} focus />}
          <SaveButton change={save} />
        </Stack>
      </form>
    </Section>
  );
}
