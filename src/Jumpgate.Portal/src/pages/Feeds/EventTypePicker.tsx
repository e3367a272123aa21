import { ActionIcon, Checkbox, Group, Input, Skeleton, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { eventTypesQuery } from '../../api/feeds';
import type { EventType } from '../../api/types';
import { Fault } from '../../components/ProblemAlert';
import { text } from '../../text';
import { byService, matching, serviceName, type ServiceTypes } from './eventTypes';
import classes from './EventTypePicker.module.css';

const t = text.feeds.picker;

interface EventTypePickerProps {
  label: string;
  /** The types ticked; null: all. */
  value: string[] | null;
  onChange(value: string[] | null): void;
  error?: string;
}

/** Every event type, ticked or not, by service; all are ticked until a person says otherwise. */
export function EventTypePicker({ label, value, onChange, error }: EventTypePickerProps) {
  const types = useQuery(eventTypesQuery);
  if (types.isError) return <Fault error={types.error} />;
  if (types.isPending) return <Skeleton h={240} aria-label={t.read} />;
  return <Picker label={label} types={types.data} value={value} onChange={onChange} error={error} />;
}

function Picker({ label, types, value, onChange, error }: EventTypePickerProps & { types: EventType[] }) {
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const ticked = new Set(value ?? types.map((type) => type.name));
  const found = matching(types, words);

  function tick(names: string[], on: boolean) {
    const rest = [...ticked].filter((name) => !names.includes(name));
    const next = on ? [...rest, ...names] : rest;
    onChange(next.length === types.length ? null : next);
  }

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={ticked.size === 0 ? t.least : error}
      description={t.unknownStay}
      descriptionProps={{ mt: 4 }}
      role="group"
      aria-label={label}
    >
      <div className={classes.box} tabIndex={-1}>
        <Group p="xs" px="sm" justify="space-between" wrap="nowrap">
          <Checkbox
            label={t.all}
            checked={ticked.size === types.length}
            indeterminate={ticked.size > 0 && ticked.size < types.length}
            onChange={(event) =>
              tick(
                types.map((type) => type.name),
                event.currentTarget.checked,
              )
            }
          />
          <Text fz="sm" c="dimmed" className="numeric" role="status">
            {t.chosen(ticked.size, types.length)}
          </Text>
          <TextInput
            size="xs"
            w={200}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            placeholder={t.search}
            aria-label={t.search}
            leftSection={<IconSearch size={14} aria-hidden />}
          />
        </Group>
        {found.length === 0 && (
          <Text c="dimmed" p="sm">
            {t.none}
          </Text>
        )}
        {byService(found).map((group) => (
          <Service
            key={group.service}
            group={group}
            ticked={ticked}
            opened={words !== '' || open.has(group.service)}
            onOpen={() => setOpen(turned(open, group.service))}
            onTick={tick}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}

function turned(open: ReadonlySet<string>, service: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(service)) next.add(service);
  return next;
}

interface ServiceProps {
  group: ServiceTypes;
  ticked: ReadonlySet<string>;
  opened: boolean;
  onOpen(): void;
  onTick(names: string[], on: boolean): void;
}

function Service({ group, ticked, opened, onOpen, onTick }: ServiceProps) {
  const names = group.types.map((type) => type.name);
  const n = names.filter((name) => ticked.has(name)).length;
  const name = serviceName(group.service);
  return (
    <div className={classes.service} role="group" aria-label={name}>
      <div className={classes.head}>
        <Checkbox
          label={
            <>
              <span className="mono">{name}</span>{' '}
              <Text span fz="sm" c="dimmed" className="numeric">
                {n === names.length ? n : `${n} / ${names.length}`}
              </Text>
            </>
          }
          checked={n === names.length}
          indeterminate={n > 0 && n < names.length}
          onChange={(event) => onTick(names, event.currentTarget.checked)}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onOpen}
          aria-label={t.open(name)}
          aria-expanded={opened}
        >
          {opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
        </ActionIcon>
      </div>
      {opened && (
        <div className={classes.types}>
          {group.types.map((type) => (
            <Checkbox
              key={type.name}
              size="xs"
              label={<span className="mono">{type.name}</span>}
              checked={ticked.has(type.name)}
              onChange={(event) => onTick([type.name], event.currentTarget.checked)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
