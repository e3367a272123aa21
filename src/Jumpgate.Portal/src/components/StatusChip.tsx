import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconEqual,
  IconHandStop,
  IconPlayerPause,
  IconRefresh,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import classes from './StatusChip.module.css';

type Look = [
  color: string,
  icon: ComponentType<{ size?: number; className?: string; 'aria-hidden'?: boolean }>,
  turns?: boolean,
];

const looks: Record<string, Look> = {
  'Not connected': ['gray', IconCircleDashed],
  Syncing: ['blue', IconRefresh, true],
  Connected: ['green', IconCircleCheck],
  Paused: ['gray', IconPlayerPause],
  Held: ['yellow', IconHandStop],
  Expired: ['red', IconClock],
  Error: ['red', IconCircleX],
  queued: ['gray', IconClock],
  running: ['blue', IconRefresh, true],
  held: ['yellow', IconHandStop],
  done: ['green', IconCircleCheck],
  failed: ['red', IconCircleX],
  discarded: ['gray', IconCircleDashed],
  enabled: ['green', IconCircleCheck],
  disabled: ['gray', IconPlayerPause],
  pending: ['yellow', IconClock],
  granted: ['green', IconCircleCheck],
  proven: ['green', IconCircleCheck],
  refused: ['red', IconCircleX],
  expired: ['red', IconClock],
  missing: ['yellow', IconAlertTriangle],
  applied: ['green', IconCircleCheck],
  unchanged: ['gray', IconEqual],
  partial: ['yellow', IconAlertTriangle],
  Success: ['green', IconCircleCheck],
  Queued: ['gray', IconClock],
  Retrying: ['yellow', IconRefresh],
  Failed: ['red', IconCircleX],
  sending: ['blue', IconRefresh],
  quiet: ['gray', IconPlayerPause],
  active: ['green', IconCircleCheck],
  paused: ['gray', IconPlayerPause],
  open: ['yellow', IconAlertTriangle],
  closed: ['green', IconCircleCheck],
  lost: ['red', IconCircleX],
  cancelled: ['gray', IconCircleDashed],
  success: ['green', IconCircleCheck],
  failure: ['red', IconCircleX],
  unknown: ['gray', IconCircleDashed],
};

/** A state as colour, icon and word; the colour never stands alone. */
export function StatusChip({
  status,
  label,
  live = false,
}: {
  status: string;
  label?: string;
  live?: boolean;
}) {
  const [color, Icon, turns] = looks[status] ?? ['gray', IconCircleDashed];
  return (
    <Badge
      variant="light"
      color={color}
      size="lg"
      className={classes.chip}
      leftSection={<Icon size={14} className={turns ? classes.turning : undefined} aria-hidden />}
      {...(live ? { role: 'status', 'aria-live': 'polite' as const, 'data-status': status } : {})}
    >
      {label ?? status}
    </Badge>
  );
}
