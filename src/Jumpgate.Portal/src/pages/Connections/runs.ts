import type { SyncRun, SyncSettings } from '../../api/types';
import { text } from '../../text';

const sum = (run: SyncRun, of: (c: SyncRun['counts'][string]) => number) =>
  Object.values(run.counts).reduce((total, counts) => total + of(counts), 0);

export function seen(run: SyncRun): number {
  return sum(run, (c) => c.seen);
}

export function changed(run: SyncRun): number {
  return sum(run, (c) => c.created + c.updated + c.deleted);
}

export function scheduleWords({ schedule, timeZone }: SyncSettings): string {
  if (!schedule) return text.sync.byHand;
  if (schedule.startsWith('P')) return text.sync.every(intervalWords(schedule));
  return `${schedule} (${timeZone ?? 'UTC'})`;
}

const units: Record<string, string> = { D: 'day', H: 'hour', M: 'minute', S: 'second' };

/** `PT1H` → `1 hour`, `PT5M` → `5 minutes`; anything else as it stands. */
export function intervalWords(iso: string): string {
  const parts = [...iso.matchAll(/(\d+)([DHMS])/g)].map(
    ([, n = '', u = '']) => `${n} ${units[u]}${n === '1' ? '' : 's'}`,
  );
  return parts.length === 0 ? iso : parts.join(' ');
}
