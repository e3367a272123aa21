import { expect, test } from 'vitest';
import { differences } from './differences';

test('only what differs is told, with both values', () => {
  expect(
    differences({ title: 'Engineer', active: true }, { title: 'Lead', active: true, division: 'R&D' }),
  ).toEqual([
    { path: 'title', label: 'Title', before: 'Engineer', after: 'Lead' },
    { path: 'division', label: 'Division', before: '', after: 'R&D' },
  ]);
});

test('a whole resource is compared by its attributes', () => {
  expect(differences({ attributes: { a: 1 } }, { attributes: { a: 2 } })).toHaveLength(1);
});
