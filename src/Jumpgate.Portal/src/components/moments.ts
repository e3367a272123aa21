import { useNow } from './now';

const hour = 3_600_000;
const hours: Record<string, number> = { PT1H: 1, P1D: 24, P7D: 168, P30D: 720, P90D: 2160 };

/** The whole hour a range ending now begins at: it moves once an hour, so that what is asked for stays the same meanwhile. */
export function useBeginning(range: string): string {
  const now = useNow();
  const length = (hours[range] ?? 24) * hour;
  return new Date(Math.floor((now - length) / hour) * hour).toISOString();
}
