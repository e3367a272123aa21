import type { EventCounts } from '../api/types';

export interface ChartColumn {
  /** The beginning of the interval. */
  at: string;
  counts: Record<string, number>;
  total: number;
}

export interface ChartSeries {
  key: string;
  total: number;
}

/** Every interval between beginning and end, also those without events. */
export function columnsOf(counts: EventCounts, interval: number): ChartColumn[] {
  const from = Date.parse(counts.from);
  const known = new Map(counts.buckets.map((bucket) => [Date.parse(bucket.at), bucket.counts]));
  const columns: ChartColumn[] = [];
  for (let at = from; at < Date.parse(counts.to); at += interval) {
    const of = known.get(at) ?? {};
    const total = Object.values(of).reduce((sum, n) => sum + n, 0);
    columns.push({ at: new Date(at).toISOString(), counts: of, total });
  }
  return columns;
}

/** What is told apart, the largest first; what is beyond `most` counts together as the empty key. */
export function seriesOf(columns: ChartColumn[], most: number): ChartSeries[] {
  const totals = new Map<string, number>();
  for (const { counts } of columns)
    for (const [key, n] of Object.entries(counts)) totals.set(key, (totals.get(key) ?? 0) + n);
  const all = [...totals].map(([key, total]) => ({ key, total })).sort((a, b) => b.total - a.total);
  if (all.length <= most) return all;
  const rest = all.slice(most - 1).reduce((sum, { total }) => sum + total, 0);
  return [...all.slice(0, most - 1), { key: '', total: rest }];
}

/** How much of a column belongs to a series. */
export function shareOf(column: ChartColumn, key: string, series: ChartSeries[]): number {
  if (key !== '' || column.counts[''] !== undefined) return column.counts[key] ?? 0;
  return series.reduce((left, { key: named }) => left - (column.counts[named] ?? 0), column.total);
}

/** The end of the axis: the next of 1, 2 or 5 times a power of ten. */
export function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
