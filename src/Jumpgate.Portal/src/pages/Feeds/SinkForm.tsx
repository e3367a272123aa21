import {
  Button,
  Collapse,
  Drawer,
  Group,
  MultiSelect,
  Select,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { ApiError, patch, post } from '../../api/client';
import { eventTypesQuery } from '../../api/feeds';
import type { Feed, Sink } from '../../api/types';
import { useClassName } from '../../components/classNames';
import { withParams } from '../../components/params';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { BeginField, placeOf, type Begin } from './BeginField';
import { keepSigning } from './signing';
import { SinkSettingsFields } from './SinkSettingsFields';
import {
  isSecret,
  labelOf,
  settingsBody,
  settingsOf,
  sinkKinds,
  valuesOf,
  type SinkValues,
} from './sinkKinds';

const t = text.feeds.sinks.new;

interface SinkFormProps {
  feed: Feed;
  /** The sink to change; absent: a new one. */
  sink?: Sink;
  opened: boolean;
  onClose(): void;
}

/** Where events are to go, by kind; the server tries the way there before it keeps anything. */
export function SinkForm({ feed, sink, opened, onClose }: SinkFormProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={sink ? t.edit : t.title}
      closeButtonProps={{ 'aria-label': text.actions.close }}
    >
      <Form feed={feed} sink={sink} onDone={onClose} />
    </Drawer>
  );
}

function Form({ feed, sink, onDone }: { feed: Feed; sink?: Sink; onDone(): void }) {
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [, setParams] = useSearchParams();
  const [kind, setKind] = useState(sink?.kind ?? 'file');
  const [name, setName] = useState(sink?.name ?? '');
  const [format, setFormat] = useState(sink?.format ?? 'ocsf');
  const [schema, setSchema] = useState('1.8.0');
  const [begin, setBegin] = useState<Begin>({ way: 'all', value: '' });
  const before = sink ? valuesOf(sink.kind, settingsOf(sink)) : {};
  const [values, setValues] = useState<SinkValues>(before);
  const [types, setTypes] = useState<string[]>(sink?.eventTypes ?? []);
  const [classes, setClasses] = useState<string[]>((sink?.classes ?? []).map(String));
  const [missing, setMissing] = useState<string[]>([]);
  const [more, { toggle }] = useDisclosure();
  const fields = sinkKinds[kind] ?? [];

  const save = useMutation({
    mutationFn: () => {
      const settings = settingsBody(kind, values, before);
      const own = Object.keys(settings).length > 0 || !sink ? { [kind]: settings } : {};
      if (sink)
        return patch<Sink>(`/v1/sinks/${sink.id}`, {
          name: name.trim(),
          ...own,
          ...(changed(types, sink.eventTypes) ? { eventTypes: types.length === 0 ? ['*'] : types } : {}),
          ...(changed(classes, sink.classes) ? { classes: classes.map(Number) } : {}),
        });
      return post<Sink>(`/v1/feeds/${feed.id}/sinks`, {
        kind,
        name: name.trim() === '' ? null : name.trim(),
        format,
        ...(format === 'ocsf' ? { schema } : {}),
        ...(begin.way === 'all' ? {} : { from: placeOf(begin) }),
        ...own,
        ...(types.length === 0 ? {} : { eventTypes: types }),
        ...(classes.length === 0 ? {} : { classes: classes.map(Number) }),
      });
    },
    async onSuccess(made) {
      keepSigning(made);
      await client.invalidateQueries({ queryKey: ['feeds'] });
      onDone();
      if (!sink) setParams((p) => withParams(p, { sink: made.id }));
    },
  });
  const refused = save.error instanceof ApiError ? save.error : null;
  const error = (field: string) =>
    missing.includes(field)
      ? text.link.required(labelOf(kind, field))
      : (refused?.field(`${kind}.${field}`) ?? refused?.field(field))?.detail;
  const shown = ['name', 'from', 'eventTypes', 'classes', ...fields.map((f) => f.name)];
  const atFields =
    (refused?.problem.errors ?? []).length > 0 &&
    (refused?.problem.errors ?? []).every((e) => shown.includes(e.field.replace(`${kind}.`, '')));

  function send(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    const empty = fields
      .filter((f) => f.required && !(sink && isSecret(f)) && (values[f.name] ?? '').trim() === '')
      .map((f) => f.name);
    setMissing(empty);
    if (empty.length === 0) save.mutate();
    else form.current?.querySelector<HTMLInputElement>(`[name="${empty[0]}"]`)?.focus();
  }

  function set(field: string, value: string) {
    setValues((all) => ({ ...all, [field]: value }));
    setMissing((all) => all.filter((each) => each !== field));
    save.reset();
  }

  const settings = (first: boolean) => (
    <SinkSettingsFields
      kind={kind}
      fields={fields.filter((field) => (field.first ?? false) === first)}
      values={values}
      kept={sink !== undefined}
      onChange={set}
      error={error}
    />
  );
  return (
    <form ref={form} onSubmit={send} noValidate aria-label={sink ? t.edit : t.title} autoComplete="off">
      <Stack gap="md">
        {!sink && (
          <Select
            label={t.kind}
            data={Object.keys(sinkKinds).map((value) => ({
              value,
              label: text.feeds.sinks.kinds[value] ?? value,
            }))}
            value={kind}
            onChange={(next) => {
              setKind(next ?? kind);
              setValues({});
              setMissing([]);
              save.reset();
            }}
            error={refused?.field('kind')?.detail}
            data-autofocus
          />
        )}
        <TextInput
          name="name"
          label={sink ? t.nameNow : t.name}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={refused?.field('name')?.detail}
        />
        {settings(true)}
        {!sink && (
          <>
            <Group align="flex-end">
              <Select
                w={220}
                label={t.format}
                data={Object.entries(text.feeds.sinks.formats).map(([value, label]) => ({ value, label }))}
                value={format}
                onChange={(next) => setFormat(next ?? format)}
              />
              {format === 'ocsf' && (
                <Select
                  w={140}
                  label={t.schema}
                  data={['1.8.0', '1.1.0']}
                  value={schema}
                  onChange={(next) => setSchema(next ?? schema)}
                />
              )}
            </Group>
            <Text fz="sm" c="dimmed">
              {t.life}
            </Text>
            <BeginField
              label={t.begin}
              ways={t.begins}
              value={begin}
              onChange={(next) => {
                setBegin(next);
                save.reset();
              }}
              error={refused?.field('from')?.detail}
            />
          </>
        )}
        <div>
          <UnstyledButton onClick={toggle} aria-expanded={more} fz="sm" c="dimmed">
            {more ? t.less : t.more}
          </UnstyledButton>
          <Collapse expanded={more}>
            <Stack gap="md" mt="sm">
              {settings(false)}
              <Filters types={types} onTypes={setTypes} classes={classes} onClasses={setClasses} />
            </Stack>
          </Collapse>
        </div>
        {refused && !atFields && <Fault error={refused} focus />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {text.actions.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {sink ? text.actions.save : t.make}
          </Button>
        </Group>
        <VisuallyHidden role="status">{save.isPending ? t.trying : ''}</VisuallyHidden>
      </Stack>
    </form>
  );
}

interface FiltersProps {
  types: string[];
  onTypes(types: string[]): void;
  classes: string[];
  onClasses(classes: string[]): void;
}

/** What of its feed's events a sink delivers. */
function Filters({ types, onTypes, classes, onClasses }: FiltersProps) {
  const catalogue = useQuery(eventTypesQuery).data ?? [];
  const className = useClassName();
  const uids = [...new Set(catalogue.map((type) => type.classUid))].sort((a, b) => a - b);
  return (
    <>
      <MultiSelect
        size="md"
        label={t.types}
        description={t.allHint}
        data={catalogue.map((type) => type.name)}
        limit={50}
        searchable
        value={types}
        onChange={onTypes}
      />
      <MultiSelect
        size="md"
        label={t.classes}
        description={t.allHint}
        data={uids.map((uid) => ({ value: String(uid), label: className(uid) }))}
        searchable
        value={classes}
        onChange={onClasses}
      />
    </>
  );
}

function changed(now: string[], then: (string | number)[] | null | undefined): boolean {
  return now.toSorted().join() !== (then ?? []).map(String).toSorted().join();
}
