import type { PasteIssue } from '../../api/types';

/** The text without the characters that were found in it; positions count UTF-16 units, as the server does. */
export function withoutIssues(value: string, issues: PasteIssue[]): string {
  const gone = new Set(issues.map((i) => i.position));
  return [...Array(value.length).keys()]
    .filter((at) => !gone.has(at))
    .map((at) => value[at])
    .join('');
}
