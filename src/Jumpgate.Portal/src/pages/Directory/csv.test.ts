import { expect, test } from 'vitest';
import type { Resource } from '../../api/types';
import { csv } from './csv';

const columns = [{ label: 'Name', plain: (r: Resource) => r.name ?? '' }];
const named = (name: string) => ({ name }) as Resource;

test('quotes, commas and line breaks stay inside their cell', () => {
  expect(csv(columns, [named('Smith, "Al"\nJr')], true)).toBe('Name\r\n"Smith, ""Al""\nJr"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)'])('%s is not run by a spreadsheet', (formula) => {
  expect(csv(columns, [named(formula)], false)).toBe(`'${formula}\r\n`);
});
