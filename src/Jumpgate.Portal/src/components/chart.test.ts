import { expect, test } from 'vitest';
import { ceiling, columnsOf, seriesOf, shareOf } from './chart';

const hour = 3_600_000;
const counts = {
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-01T02:30:00Z',
  by: 'class',
  buckets: [{ at: '2026-01-01T01:00:00Z', counts: { '3002': 5, '3001': 2, '0': 1, '6003': 1 } }],
  total: 9,
};

test('hours without events have a column too', () =>
  expect(columnsOf(counts, hour).map((c) => c.total)).toEqual([0, 9, 0]));

test('small series count together', () => {
  const columns = columnsOf(counts, hour);
  const series = seriesOf(columns, 3);
  expect(series).toEqual([
    { key: '3002', total: 5 },
    { key: '3001', total: 2 },
    { key: '', total: 2 },
  ]);
  expect(columns.map((column) => series.map(({ key }) => shareOf(column, key, series)))).toEqual([
    [0, 0, 0],
    [5, 2, 2],
    [0, 0, 0],
  ]);
});

test.each([
  [0, 1],
  [7, 10],
  [10, 10],
  [11, 20],
  [430, 500],
])('an axis up to %s ends at %s', (value, end) => expect(ceiling(value)).toBe(end));
