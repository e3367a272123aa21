import { Group, Menu, Text, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from '@tabler/icons-react';
import { text } from '../text';
import { useSession } from './session';
import classes from './AccountMenu.module.css';

const schemes = [
  ['light', text.account.light, IconSun],
  ['dark', text.account.dark, IconMoon],
  ['auto', text.account.system, IconDeviceDesktop],
] as const;

export function AccountMenu() {
  const { session, signOut } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="top-start" width={232} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <Group gap="sm" wrap="nowrap">
            <VisuallyHidden>{text.account.menu}</VisuallyHidden>
            <div className={classes.initials} aria-hidden data-initials={initials(session.name)} />
            <div className={classes.who}>
              <Text fw={500} truncate>
                {session.name}
              </Text>
              <Text fz="xs" c="dimmed" truncate>
                {session.role}
              </Text>
            </div>
            <IconSelector size={16} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.account.scheme}</Menu.Label>
        {schemes.map(([scheme, label, Icon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === scheme ? <IconCheck size={16} aria-label="chosen" /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {text.account.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter((w) => w !== '');
  return words
    .slice(0, 2)
    .map((w) => [...w][0]?.toUpperCase() ?? '')
    .join('');
}
