import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A titled surface of a page. */
export function Section({
  title,
  aside,
  children,
  flush = false,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <Paper className="surface" component="section" aria-label={title}>
      <Group justify="space-between" px="lg" pt="md" pb={flush ? 'sm' : 0} mih={44}>
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      <div style={flush ? undefined : { padding: '12px 24px 24px' }}>{children}</div>
    </Paper>
  );
}
