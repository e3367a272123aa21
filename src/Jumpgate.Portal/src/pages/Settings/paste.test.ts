import { expect, test } from 'vitest';
import { withoutIssues } from './paste';

const issue = (position: number) => ({ code: 'white_space', position, character: 'U+0020', detail: '' });

test('removes exactly the characters found', () => {
  expect(withoutIssues(' ab\u200bc\n', [issue(0), issue(3), issue(5)])).toBe('abc');
});

test('leaves a clean text alone', () => {
  expect(withoutIssues('abc', [])).toBe('abc');
});
