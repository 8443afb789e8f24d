import { expect, test } from 'vitest';
import { readCategory } from './read-category.ts';

test("a category is the frontmatter's, else the folder's, else general [migrate.category]", () => {
  expect(readCategory({ path: 'database/pool' }, 'storage')).toEqual({
    category: 'storage',
    categoryFrom: 'frontmatter',
  });
  expect(readCategory({ path: 'database/pool' }, undefined)).toEqual({ category: 'database', categoryFrom: 'folder' });
  for (const path of ['pool', '']) {
    expect(readCategory({ path }, undefined)).toEqual({ category: 'general', categoryFrom: 'default' });
  }
});

test.each([
  ...['skills/pool', 'a/.claude/pool', '.agents/pool', 'src/pool', 'Plugins/pool', 'packages/pool', 'docs/pool'],
  ...['database/skills/pool', 'v2/pool', '1.0.3/pool', '2026-01-31/pool', 'repo-main/pool', 'repo-1.2.0/pool'],
  ...['0a1b2c3d4e/pool', 'node_modules/pool', '.hidden/pool', 'Examples/pool', './pool', '\u0007/pool'],
])('the folder above says nothing in %j', (path) => {
  expect(readCategory({ path }, undefined).categoryFrom).toBe('default');
});

test.each([
  ['supply-chain/pool', 'supply-chain'],
  ['a/b/Security Audits/pool', 'Security Audits'],
  ['Cafe\u0301/pool', 'Caf\u00e9'],
  ['開発/pool', '開発'],
  [`${'x'.repeat(150)}/pool`, 'x'.repeat(100)],
])('the folder above names the category in %j', (path, category) => {
  expect(readCategory({ path }, undefined)).toEqual({ category, categoryFrom: 'folder' });
});
