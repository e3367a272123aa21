import { ActionIcon, Anchor, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { text } from '../../text';
import { dropView, keepView, viewsOf } from './views';

const t = text.views;

interface ViewMenuProps {
  route: string;
  params: URLSearchParams;
}

/** Named views of a list: search, filter, order and columns, kept in this browser. */
export function ViewMenu({ route, params }: ViewMenuProps) {
  const [opened, setOpened] = useState(false);
  const [views, setViews] = useState(() => viewsOf(route));
  const [name, setName] = useState('');
  const directory = params.get('directory');

  function save(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    setViews(keepView(route, name.trim(), params));
    setName('');
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
          <ActionIcon variant="default" size={36} aria-label={t.title} onClick={() => setOpened(!opened)}>
            <IconBookmark size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.title}>
        <Stack gap="sm">
          {views.length === 0 && <Text c="dimmed">{t.none}</Text>}
          {views.map((view) => (
            <Group key={view.name} justify="space-between" wrap="nowrap">
              <Anchor
                component={Link}
                to={`/directory/${route}?${directory ? `directory=${directory}&` : ''}${view.search}`}
                onClick={() => setOpened(false)}
              >
                {view.name}
              </Anchor>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t.drop(view.name)}
                onClick={() => setViews(dropView(route, view.name))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <form onSubmit={save}>
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <TextInput
                size="sm"
                label={t.name}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" variant="default" disabled={name.trim() === ''}>
                {text.actions.save}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
