import { ActionIcon, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconBraces,
  IconCopy,
  IconDots,
  IconHistory,
  IconId,
  IconLayoutSidebarRight,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Resource } from '../../api/types';
import { text } from '../../text';

const t = text.rowMenu;

interface RowMenuProps {
  resource: Resource;
  onOpen(tab?: string): void;
}

/** What can be done with one row. Its menu is made when it is first asked for: a list has hundreds of rows. */
export function RowMenu({ resource: r, onOpen }: RowMenuProps) {
  const [used, setUsed] = useState(false);
  const clipboard = useClipboard();
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      tabIndex={-1}
      data-menu
      aria-label={t.of(r.name ?? r.remoteId)}
      onClick={used ? undefined : () => setUsed(true)}
    >
      <IconDots size={16} aria-hidden />
    </ActionIcon>
  );
  if (!used) return button;
  return (
    <Menu defaultOpened position="bottom-end" shadow="md" width={208}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLayoutSidebarRight size={16} aria-hidden />} onClick={() => onOpen()}>
          {t.open}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => onOpen('history')}>
          {t.history}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => clipboard.copy(r.remoteId)}
        >
          {t.remoteId}
        </Menu.Item>
        <Menu.Item leftSection={<IconId size={16} aria-hidden />} onClick={() => clipboard.copy(r.id)}>
          {t.id}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBraces size={16} aria-hidden />}
          onClick={() => clipboard.copy(JSON.stringify(r, null, 2))}
        >
          {t.json}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
