import {
  ActionIcon,
  Anchor,
  Button,
  Group,
  Indicator,
  Popover,
  Select,
  Stack,
  Textarea,
  Tooltip,
} from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { text } from '../../text';

const t = text.filter;

interface FilterMenuProps {
  status: string;
  filter: string;
  /** Why the server refused the filter. */
  fault?: string;
  onChange(values: { status: string | null; filter: string | null }): void;
}

/** Narrows a list by status, or by any attribute in the words of a SCIM filter. */
export function FilterMenu({ status, filter, fault, onChange }: FilterMenuProps) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState({ status, filter });
  const count = [status, filter].filter(Boolean).length;

  function toggle() {
    setDraft({ status, filter });
    setOpened(!opened);
  }

  function apply(event: FormEvent) {
    event.preventDefault();
    onChange(draft);
    setOpened(false);
  }

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      width={340}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={t.title}>
          <Indicator label={count} disabled={count === 0} size={16} aria-hidden={false}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={count === 0 ? t.title : t.active(count)}
              onClick={toggle}
            >
              <IconFilter size={18} aria-hidden />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.title}>
        <form onSubmit={apply}>
          <Stack gap="sm">
            <Select
              size="sm"
              label={text.directory.columns.status}
              data={[
                { value: '', label: t.any },
                ...['enabled', 'disabled', 'pending'].map((value) => ({
                  value,
                  label: text.directory.statuses[value] ?? value,
                })),
              ]}
              value={draft.status}
              onChange={(value) => setDraft({ ...draft, status: value ?? '' })}
              comboboxProps={{ withinPortal: false }}
            />
            <Textarea
              size="sm"
              label={t.expression}
              placeholder='department eq "Sales"'
              description={
                <>
                  {t.hint}{' '}
                  <Anchor href="/docs/guide/reading.md#filters" target="_blank" fz="xs">
                    {t.guide}
                  </Anchor>
                </>
              }
              error={draft.filter === filter ? fault : undefined}
              autosize
              minRows={2}
              maxRows={6}
              spellCheck={false}
              value={draft.filter}
              onChange={(event) => setDraft({ ...draft, filter: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey) return;
                event.preventDefault();
                event.currentTarget.form?.requestSubmit();
              }}
            />
            <Group gap="xs">
              <Button type="submit">{t.apply}</Button>
              <Button
                variant="default"
                disabled={count === 0}
                onClick={() => {
                  onChange({ status: null, filter: null });
                  setOpened(false);
                }}
              >
                {t.clear}
              </Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
