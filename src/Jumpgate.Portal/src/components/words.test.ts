import { expect, test } from 'vitest';
import { ago, duration } from './words';

const now = Date.parse('2026-01-02T12:00:00Z');

test.each([
  ['2026-01-02T11:59:58Z', 'just now'],
  ['2026-01-02T11:57:00Z', '3 minutes ago'],
  ['2026-01-01T11:00:00Z', 'yesterday'],
  ['2026-01-09T12:30:00Z', 'in 7 days'],
])('%s reads as %s', (at, words) => expect(ago(at, now)).toBe(words));

test.each([
  [0.2, 'under 1 s'],
  [59, '59 s'],
  [125, '2 min 5 s'],
  [7260, '2 h 1 min'],
])('%s seconds read as %s', (seconds, words) => expect(duration(seconds)).toBe(words));
