import { Button, Group, ScrollArea, Table, Text } from '@mantine/core';
import { useId, useState } from 'react';
import type { EventCounts } from '../api/types';
import { text } from '../text';
import { ceiling, columnsOf, seriesOf, shareOf } from './chart';
import classes from './EventChart.module.css';
import { number } from './words';

const t = text.chart;
const most = 6;

/** Apart from each other for every eye, in both schemes; green, amber and red stand for state. */
const palette = ['#12899a', '#5b5bd6', '#b5489b', '#56a3d9', '#8c6d46', '#808b99'];
const states: Record<string, string> = { success: '#2fa5b5', failure: '#d93e3e', unknown: '#808b99' };

interface EventChartProps {
  label: string;
  counts: EventCounts;
  /** How long a column is, in milliseconds. */
  interval: number;
  /** What a key is called. */
  name(key: string): string;
}

/** Events over time as columns, with the numbers beside them, and as a table. */
export function EventChart({ label, counts, interval, name }: EventChartProps) {
  const [asTable, setAsTable] = useState(false);
  const columns = columnsOf(counts, interval);
  const series = seriesOf(columns, most).map((one, i) => ({
    ...one,
    label: one.key === '' ? t.more : name(one.key),
    color: states[one.key] ?? palette[i] ?? palette[0],
  }));
  const top = ceiling(Math.max(...columns.map((column) => column.total), 0));
  const when = moments(interval);
  const ticks = [0, 0.25, 0.5, 0.75].map((share) => columns[Math.floor(share * columns.length)]?.at);
  const first = columns[0]?.at ?? counts.from;
  return (
    <figure style={{ margin: 0 }}>
      {asTable ? (
        <ScrollArea.Autosize mah={280} viewportProps={{ tabIndex: 0 }}>
          <Table aria-label={label} className="numeric" stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.time}</Table.Th>
                {series.map((one) => (
                  <Table.Th key={one.key} ta="right">
                    {one.label}
                  </Table.Th>
                ))}
                <Table.Th ta="right">{t.total}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {columns
                .filter((column) => column.total > 0)
                .reverse()
                .map((column) => (
                  <Table.Tr key={column.at}>
                    <Table.Td>{when.long.format(new Date(column.at))}</Table.Td>
                    {series.map((one) => (
                      <Table.Td key={one.key} ta="right">
                        {number(shareOf(column, one.key, series))}
                      </Table.Td>
                    ))}
                    <Table.Td ta="right">{number(column.total)}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      ) : (
        <div className={classes.chart}>
          <div className={`${classes.axis} numeric`} aria-hidden>
            <span>{number(top)}</span>
            <span>{top >= 2 ? number(top / 2) : ''}</span>
            <span>0</span>
          </div>
          <div className={classes.plot}>
            <svg
              viewBox={`0 0 ${Math.max(columns.length, 1)} 100`}
              preserveAspectRatio="none"
              role="img"
              aria-label={t.summary(
                number(counts.total),
                when.long.format(new Date(first)),
                when.long.format(new Date(counts.to)),
              )}
            >
              {columns.map((column, i) => (
                <g key={column.at} className={classes.column}>
                  <title>{`${when.long.format(new Date(column.at))}: ${number(column.total)}`}</title>
                  <rect x={i} y={0} width={1} height={100} fill="transparent" />
                  {stack(series.map((one) => shareOf(column, one.key, series))).map(([below, n], s) => (
                    <rect
                      key={series[s]?.key}
                      x={i + 0.1}
                      width={0.8}
                      y={100 - (100 * (below + n)) / top}
                      height={(100 * n) / top}
                      fill={series[s]?.color}
                    />
                  ))}
                </g>
              ))}
            </svg>
          </div>
          <div className={`${classes.times} numeric`} aria-hidden>
            {ticks.map((at, i) => (
              <span key={i}>{at && when.short.format(new Date(at))}</span>
            ))}
            <span>{when.short.format(new Date(counts.to))}</span>
          </div>
        </div>
      )}
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        {counts.total === 0 ? (
          <Text fz="sm" c="dimmed" mt={12}>
            {t.none}
          </Text>
        ) : (
          <ul className={classes.legend}>
            {series.map((one) => (
              <li key={one.key}>
                <span className={classes.swatch} style={{ background: one.color }} aria-hidden />
                {one.label}
                <Text span fz="sm" fw={600} className="numeric">
                  {number(one.total)}
                </Text>
              </li>
            ))}
          </ul>
        )}
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          mt={10}
          style={{ flex: 'none' }}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? t.chart : t.table}
        </Button>
      </Group>
    </figure>
  );
}

/** A few columns in a table's cell; the number stands beside them. */
export function Sparkline({ values, label }: { values: number[]; label: string }) {
  const id = useId();
  const top = Math.max(...values, 1);
  return (
    <svg
      className={classes.spark}
      viewBox={`0 0 ${Math.max(values.length, 1)} 24`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={id}
    >
      <title id={id}>{label}</title>
      {values.map((value, i) => (
        <rect
          key={i}
          x={i + 0.12}
          width={0.76}
          y={24 - Math.max((24 * value) / top, 1)}
          height={Math.max((24 * value) / top, 1)}
          fill="var(--mantine-primary-color-filled)"
        />
      ))}
    </svg>
  );
}

function stack(parts: number[]): [below: number, n: number][] {
  let below = 0;
  return parts.map((n) => {
    const here: [number, number] = [below, n];
    below += n;
    return here;
  });
}

/** How moments are written along an axis whose columns are that long. */
function moments(interval: number) {
  const days = interval >= 21_600_000;
  return {
    short: new Intl.DateTimeFormat(
      'en',
      days ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit', hour12: false },
    ),
    long: new Intl.DateTimeFormat('en', {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    }),
  };
}
