import { ActionIcon, Button, Group, Popover, Select, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilter } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { eventTypesQuery } from '../../api/feeds';
import type { Organization } from '../../api/types';
import { localMoment } from '../../components/words';
import { text } from '../../text';
import { SearchField } from '../Directory/SearchField';
import type { useAsked } from './useAsked';

const t = text.log;
type Asked = ReturnType<typeof useAsked>;

interface FiltersProps {
  asked: Asked;
  organization: Organization;
  all: Organization[];
}

/** What to look for; all of it stands in the address. */
export function Filters({ asked, organization, all }: FiltersProps) {
  const catalogue = useQuery(eventTypesQuery).data ?? [];
  const { filters, ask } = asked;
  const services = [...new Set(catalogue.map((type) => type.service).filter((s) => s !== null))].sort();
  const types = [...new Set([...catalogue.map((type) => type.name), filters.type])].filter(Boolean).sort();
  return (
    <Group gap="xs" mb="lg">
      <SearchField label={t.search} value={filters.text} onChange={(q) => ask({ q })} />
      {all.length > 1 && (
        <Select
          aria-label={t.organization}
          data={all.map((o) => ({ value: o.id, label: o.name }))}
          value={organization.id}
          onChange={(id) => ask({ organization: id })}
        />
      )}
      <Select
        aria-label={t.type}
        w={180}
        searchable
        limit={60}
        data={[{ value: '', label: t.anyType }, ...types]}
        value={filters.type}
        onChange={(type) => ask({ type })}
      />
      <Select
        aria-label={t.service}
        w={150}
        data={[{ value: '', label: t.anyService }, ...services]}
        value={filters.service}
        onChange={(service) => ask({ service })}
      />
      <Select
        aria-label={t.outcome}
        w={150}
        data={[
          { value: '', label: t.anyOutcome },
          ...Object.entries(t.outcomes).map(([value, label]) => ({ value, label })),
        ]}
        value={filters.outcome}
        onChange={(outcome) => ask({ outcome })}
      />
      <Select
        aria-label={t.range}
        w={160}
        data={t.ranges}
        value={asked.range}
        onChange={(range) =>
          ask(
            range === 'own'
              ? { range: null, from: asked.from, to: new Date().toISOString(), live: null }
              : { range, from: null, to: null },
          )
        }
      />
      <More key={`${filters.actor} ${filters.target}`} asked={asked} />
      {asked.range === 'own' && <Stretch key={asked.from + asked.to} asked={asked} />}
      {asked.narrowed && (
        <Button variant="subtle" color="gray" onClick={asked.clear}>
          {t.clear}
        </Button>
      )}
    </Group>
  );
}

function More({ asked }: { asked: Asked }) {
  const [opened, setOpened] = useState(false);
  const [actor, setActor] = useState(asked.filters.actor);
  const [target, setTarget] = useState(asked.filters.target);
  const set = asked.filters.actor !== '' || asked.filters.target !== '';
  function apply(event: FormEvent) {
    event.preventDefault();
    asked.ask({ actor: actor.trim(), target: target.trim() });
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      width={320}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={t.filters}>
          <ActionIcon
            variant={set ? 'light' : 'default'}
            size={42}
            aria-label={t.filters}
            onClick={() => setOpened(!opened)}
          >
            <IconFilter size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.filters}>
        <form onSubmit={apply}>
          <Stack gap="sm">
            <TextInput
              size="sm"
              label={t.actor}
              value={actor}
              onChange={(event) => setActor(event.currentTarget.value)}
            />
            <TextInput
              size="sm"
              label={t.target}
              value={target}
              onChange={(event) => setTarget(event.currentTarget.value)}
            />
            <Text fz="sm" c="dimmed">
              {t.personHint}
            </Text>
            <Group>
              <Button type="submit">{t.apply}</Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function Stretch({ asked }: { asked: Asked }) {
  const [from, setFrom] = useState(moment(asked.from));
  const [to, setTo] = useState(moment(asked.to));
  function apply(event: FormEvent) {
    event.preventDefault();
    asked.ask({ from: from && new Date(from).toISOString(), to: to && new Date(to).toISOString() });
  }
  return (
    <form onSubmit={apply}>
      <Group gap="xs">
        <TextInput
          type="datetime-local"
          aria-label={t.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          aria-label={t.to}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" h={42}>
          {t.apply}
        </Button>
      </Group>
    </form>
  );
}

function moment(at: string): string {
  return Number.isNaN(Date.parse(at)) ? '' : localMoment(new Date(at));
}
