import { expect, test } from 'vitest';
import type { CategoryExample } from '../ports/category-examples.ts';
import { createCategoryModel } from './category-model.ts';

let made = 0;
const example = (category: string, patternName: string, description: string): CategoryExample => {
  made += 1;
  return { id: `p${made}`, category, patternName, description };
};

const database = [
  example('database', 'query-plans', 'Read the plan of a slow PostgreSQL query and add the index it lacks.'),
  example('database', 'connection-pool', 'Size the pool of PostgreSQL connections for slow queries.'),
  example('database', 'composite-index', 'Choose the columns of a composite index for slow queries of PostgreSQL.'),
];
const others = [
  example('kitchen', 'bread', 'Knead the dough and bake a loaf of bread.'),
  example('kitchen', 'soup', 'Cook a soup of vegetables in an hour.'),
  example('kitchen', 'stew', 'Let a stew of beans simmer.'),
  example('travel', 'trains', 'Find a night train to the sea.'),
  example('travel', 'visas', 'Ask for a visa in time.'),
];
const wanted = {
  name: 'slow-queries',
  description: 'Find out why a query of PostgreSQL is slow and which index helps.',
};

test('the category of the nearest examples is guessed, and the examples are told, nearest first', () => {
  const guess = createCategoryModel([...others, ...database]).guess(wanted);
  expect(guess?.category).toBe('database');
  expect(guess?.examples.map(({ category }) => category)).toEqual(['database', 'database', 'database']);
});

test.each([
  ['nothing', []],
  ['two examples', [...others, ...database.slice(0, 2)]],
  ['examples of other things', others],
  [
    'examples that nobody has put into a category',
    [...others, ...database.map((one) => ({ ...one, category: 'general' }))],
  ],
  [
    'two categories that say the same',
    [
      ...others,
      ...database,
      ...['storage', 'backend'].flatMap((category) => database.map((one) => ({ ...one, category }))),
    ],
  ],
])('none is guessed from %s', (_, examples) => {
  expect(createCategoryModel(examples).guess(wanted)).toBeUndefined();
});

test('a text without words is in no category', () => {
  expect(createCategoryModel([...others, ...database]).guess({ name: '…', description: '' })).toBeUndefined();
});
