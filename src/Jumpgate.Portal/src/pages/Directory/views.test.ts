import { beforeEach, expect, test } from 'vitest';
import { combined } from './useListing';
import { dropView, keepView, viewsOf } from './views';

beforeEach(() => localStorage.clear());

test('a view keeps what was asked for and not the place in the list', () => {
  keepView(
    'users',
    'Leavers',
    new URLSearchParams('q=jo&status=disabled&cursor=abc&page=3&open=1&sort=-name'),
  );
  expect(viewsOf('users')).toEqual([{ name: 'Leavers', search: 'q=jo&status=disabled&sort=-name' }]);
  expect(viewsOf('groups')).toEqual([]);
});

test('a view of the same name gives way, and a dropped one is gone', () => {
  keepView('users', 'Mine', new URLSearchParams('q=a'));
  keepView('users', 'Mine', new URLSearchParams('q=b'));
  expect(viewsOf('users')).toEqual([{ name: 'Mine', search: 'q=b' }]);
  expect(dropView('users', 'Mine')).toEqual([]);
});

test('what cannot be read is no view', () => {
  localStorage.setItem('views.users', '{"half');
  expect(viewsOf('users')).toEqual([]);
});

test.each([
  ['', '', ''],
  ['disabled', '', 'status eq "disabled"'],
  ['', 'title sw "A" or title pr', 'title sw "A" or title pr'],
  ['pending', 'title sw "A" or title pr', 'status eq "pending" and (title sw "A" or title pr)'],
])('status %s and filter %s ask for %s', (status, filter, asked) =>
  expect(combined(status, filter)).toBe(asked),
);
