import { Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Choice.module.css';

/** Something to choose, with what it is. */
export function Choice({
  icon,
  title,
  children,
  onClick,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  onClick(): void;
}) {
  return (
    <UnstyledButton className={`surface ${classes.choice}`} onClick={onClick}>
      <span className={classes.mark} aria-hidden>
        {icon}
      </span>
      <span className={classes.words}>
        <Text span fw={600}>
          {title}
        </Text>
        <Text span fz="sm" c="dimmed">
          {children}
        </Text>
      </span>
      <IconChevronRight size={16} aria-hidden className={classes.go} />
    </UnstyledButton>
  );
}
