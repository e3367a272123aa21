import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why there is nothing here, and the first step. */
export function Blank({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <EmptyState icon={icon} title={title} description={children} py={64} variant="light" color="gray">
      {action && <EmptyState.Actions>{action}</EmptyState.Actions>}
    </EmptyState>
  );
}
