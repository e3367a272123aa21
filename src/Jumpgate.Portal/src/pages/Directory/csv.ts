import type { Resource } from '../../api/types';
import type { ResourceColumn } from './kinds';

/** RFC 4180 lines. A cell that a spreadsheet would run as a formula is kept as text by a leading apostrophe. */
export function csv(
  columns: Pick<ResourceColumn, 'label' | 'plain'>[],
  items: Resource[],
  withHead: boolean,
): string {
  const lines = items.map((item) => columns.map((c) => cell(c.plain(item))).join(','));
  if (withHead) lines.unshift(columns.map((c) => cell(c.label)).join(','));
  return lines.map((line) => `${line}\r\n`).join('');
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
