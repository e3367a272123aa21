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
      <Group justify="space-between" px="lg" pt="md" mih={48}>
        <Title order={2}>{title}</Title>
        {aside}
      </Group>
      <div style={flush ? undefined : { padding: '8px 24px 24px' }}>{children}</div>
    </Paper>
  );
}
