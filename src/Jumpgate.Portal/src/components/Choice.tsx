import { Loader, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Choice.module.css';

interface ChoiceProps {
  icon: ReactNode;
  title: string;
  /** What it is. */
  children: ReactNode;
  /** It was chosen, and what follows from it is under way. */
  busy?: boolean;
  disabled?: boolean;
  onClick(): void;
}

/** Something to choose, with what it is. */
export function Choice({ icon, title, children, busy = false, disabled = false, onClick }: ChoiceProps) {
  return (
    <UnstyledButton
      className={`surface ${classes.choice}`}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
    >
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
      {busy ? <Loader size={16} /> : <IconChevronRight size={16} aria-hidden className={classes.go} />}
    </UnstyledButton>
  );
}
