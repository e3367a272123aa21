import { ActionIcon, Button, Checkbox, Popover, Stack, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { text } from '../../text';
import type { ResourceColumn, ResourceKind } from './kinds';

const t = text.table;

interface ColumnMenuProps {
  kind: ResourceKind;
  shown: ResourceColumn[];
  onChange(ids: string[] | null): void;
}

export function ColumnMenu({ kind, shown, onChange }: ColumnMenuProps) {
  const ids = shown.map((c) => c.id);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t.columns}>
          <ActionIcon variant="default" size={36} aria-label={t.columns}>
            <IconColumns3 size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.columns}>
        <Stack gap={10}>
          {kind.columns.map((c) => (
            <Checkbox
              key={c.id}
              label={c.label}
              checked={ids.includes(c.id)}
              disabled={c.id === 'name'}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...ids, c.id] : ids.filter((id) => id !== c.id))
              }
            />
          ))}
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(null)}>
            {t.standard}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
