import { ActionIcon, Alert, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconCalendarTime, IconHistory } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { exact, localMoment } from '../../components/words';
import { text } from '../../text';

const t = text.moment;
const hour = 3_600_000;

interface MomentMenuProps {
  /** The moment shown: a time, a change sequence, or empty for now. */
  asOf: string;
  onChange(asOf: string | null): void;
}

/** Shows the directory as it was: an hour ago, yesterday, or at any moment. */
export function MomentMenu({ asOf, onChange }: MomentMenuProps) {
  const [opened, setOpened] = useState(false);
  const [draft, setDraft] = useState('');

  function show(moment: string) {
    onChange(moment);
    setOpened(false);
  }

  function apply(event: FormEvent) {
    event.preventDefault();
    if (draft !== '') show(new Date(draft).toISOString());
  }

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      width={288}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={t.title}>
          <ActionIcon
            variant={asOf === '' ? 'default' : 'light'}
            size={36}
            aria-label={t.title}
            onClick={() => {
              setDraft(localMoment(isTime(asOf) ? new Date(asOf) : new Date()));
              setOpened(!opened);
            }}
          >
            <IconCalendarTime size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.title}>
        <Stack gap="sm">
          <Group gap="xs">
            {t.ago.map(([label, hours]) => (
              <Button
                key={label}
                variant="default"
                size="xs"
                onClick={() => show(new Date(Date.now() - hours * hour).toISOString())}
              >
                {label}
              </Button>
            ))}
          </Group>
          <form onSubmit={apply}>
            <Stack gap="sm">
              <TextInput
                size="sm"
                type="datetime-local"
                label={t.at}
                value={draft}
                onChange={(event) => setDraft(event.currentTarget.value)}
              />
              <Group>
                <Button type="submit">{t.show}</Button>
              </Group>
            </Stack>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Says that what stands below is the past. */
export function MomentNotice({ asOf, onNow }: { asOf: string; onNow(): void }) {
  return (
    <Alert color="accent" icon={<IconHistory aria-hidden />} mb="sm" role="status">
      <Group justify="space-between">
        <Text fw={500}>{isTime(asOf) ? t.past(exact(asOf)) : t.pastChange(asOf)}</Text>
        <Button size="xs" variant="default" onClick={onNow}>
          {t.now}
        </Button>
      </Group>
    </Alert>
  );
}

function isTime(asOf: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(asOf) && !Number.isNaN(Date.parse(asOf));
}
