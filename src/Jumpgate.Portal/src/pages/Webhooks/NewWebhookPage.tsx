import {
  Button,
  Group,
  Input,
  MultiSelect,
  Paper,
  SegmentedControl,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, post } from '../../api/client';
import { directoriesQuery } from '../../api/queries';
import type { Webhook } from '../../api/types';
import { useMay, useSession } from '../../app/session';
import { NoRight } from '../../components/NoRight';
import { PageHeader } from '../../components/PageHeader';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { keepSecret } from './state';

const t = text.webhooks.new;

/** A new endpoint: where to, what, of which directories, in order or not. */
export function Page() {
  const may = useMay('webhooks');
  return (
    <>
      <PageHeader title={t.title} back={{ to: '/webhooks', label: text.webhooks.title }} />
      {may ? <Form /> : <NoRight>{text.webhooks.noRight}</NoRight>}
    </>
  );
}

function Form() {
  const { tenant } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const all = useQuery(directoriesQuery(tenant));
  const [fields, setFields] = useState({ url: '', name: '', choice: 'all', ordered: true });
  const [types, setTypes] = useState<string[]>([]);
  const [directories, setDirectories] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () =>
      post<Webhook>('/v1/webhooks', {
        tenant,
        url: fields.url.trim(),
        name: fields.name.trim() === '' ? null : fields.name,
        events: fields.choice === 'all' ? null : fields.choice === 'people' ? text.webhooks.people : types,
        directories: directories.length === 0 ? null : directories,
        ordered: fields.ordered,
      }),
    async onSuccess(made) {
      keepSecret(made);
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      await navigate(`/webhooks/${made.id}`);
    },
  });
  const fault = make.error instanceof ApiError ? make.error : null;
  const set = (values: Partial<typeof fields>) => {
    make.reset();
    setFields((before) => ({ ...before, ...values }));
  };
  const atFields = ['url', 'name', 'events', 'directories'].some((name) => fault?.field(name) !== undefined);
  return (
    <Paper className="surface" p="lg" maw={720}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Stack>
          <TextInput
            type="url"
            label={t.url}
            description={t.urlHint}
            placeholder="https://app.example.com/webhooks/jumpgate"
            value={fields.url}
            onChange={(event) => set({ url: event.currentTarget.value })}
            error={fault?.field('url')?.detail}
            autoFocus
          />
          <TextInput
            label={t.name}
            value={fields.name}
            maxLength={100}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={fault?.field('name')?.detail}
          />
          <Input.Wrapper label={t.choice} labelElement="div">
            <div>
              <SegmentedControl
                aria-label={t.choice}
                data={t.choices}
                value={fields.choice}
                onChange={(choice) => set({ choice })}
              />
            </div>
          </Input.Wrapper>
          {fields.choice === 'own' && (
            <MultiSelect
              label={t.chosen}
              data={text.webhooks.types}
              value={types}
              onChange={(chosen) => {
                make.reset();
                setTypes(chosen);
              }}
              searchable
              error={fault?.field('events')?.detail}
            />
          )}
          <MultiSelect
            label={t.directories}
            description={t.directoriesHint}
            data={(all.data ?? []).map((d) => ({ value: d.id, label: d.name }))}
            value={directories}
            onChange={setDirectories}
            error={fault?.field('directories')?.detail}
          />
          <Switch
            label={t.ordered}
            description={t.orderedHint}
            checked={fields.ordered}
            onChange={(event) => set({ ordered: event.currentTarget.checked })}
          />
          {fault && !atFields && <Fault error={fault} focus />}
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending}>
              {t.make}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
