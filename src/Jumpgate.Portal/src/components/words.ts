/** Numbers, times and durations in words. */

const grouped = new Intl.NumberFormat('en');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const precise = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function number(value: number): string {
  return grouped.format(value);
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

export function exact(at: string): string {
  return precise.format(new Date(at));
}

export function date(at: string): string {
  return day.format(new Date(at));
}

/** A moment in this browser's time zone, as a `datetime-local` field takes it. */
export function localMoment(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const steps: [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [31_557_600, 'year'],
  [2_629_800, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

export function ago(at: string, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const [size, unit] = steps.find(([s]) => Math.abs(seconds) >= s) ?? [1, 'second'];
  if (unit === 'second') return seconds > 10 ? 'in a moment' : 'just now';
  return relative.format(Math.trunc(seconds / size), unit);
}

export function duration(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `device_group` → `Device group`. */
export function sentence(code: string): string {
  const words = code.replace(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The host of an address, as a person compares it with the address bar. */
export function host(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
