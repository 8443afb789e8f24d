import { describe, expect, test } from 'vitest';
import { createFindingList } from './finding-list.ts';
import { readSections } from './read-sections.ts';

const LENGTH = 150_000;

const fill = (text: string): string => text.repeat(Math.ceil(LENGTH / text.length));
const nested = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `${'  '.repeat(level)}- a\n`).join('');

const read = (text: string) => {
  const findings = createFindingList('SKILL.md');
  return { ...readSections(text, { firstLine: 3, findings }), codes: findings.all().map((finding) => finding.code) };
};

describe('Markdown that is made to be slow is read in part or not at all, and said to be', () => {
  test.each([
    ['quotes in quotes', '>'.repeat(LENGTH)],
    ['lists in lists on one line', `${'- '.repeat(LENGTH / 2)}a`],
    ['lists in lists on many lines', fill(`${'- '.repeat(10)}a\n`)],
    ['lists of thirty levels', fill(nested(30))],
    ['a list of 380 levels', nested(380)],
    ['underlined headings', fill('a\n=\n')],
    ['headings underlined with hyphens', fill('a\n-\n')],
  ])('%s', (_name, text) => {
    expect(read(text).codes).toContain('structure_not_read');
  });
});

describe('Markdown that is quadratic elsewhere is read', () => {
  test.each([
    ['brackets', fill('[')],
    ['pairs of brackets', '['.repeat(LENGTH / 2) + ']'.repeat(LENGTH / 2)],
    ['emphasis', fill('*a_ ')],
    ['asterisks', fill('* ')],
    ['underscores', fill('_ ')],
    ['backticks', fill('`a``b')],
    ['tags', fill('<a ')],
    ['images', fill('![a](')],
  ])('%s', (_name, text) => {
    expect(read(`# A\n\n${text}\n\n# B\n`)).toMatchObject({ codes: [], sections: [{ title: 'A' }, { title: 'B' }] });
  });
});

test('of a text with too many lines the beginning is read, in whole lines', () => {
  const { sections, codes, text } = read(`# A\n\n${'line\n'.repeat(7_000)}# B\n`);
  expect(codes).toEqual(['structure_partly_read']);
  expect(sections.map((section) => section.title)).toEqual(['A']);
  expect(text.endsWith('line\n')).toBe(true);
});

test('of a line that is too long the beginning is read', () => {
  expect(read('x'.repeat(300_000))).toMatchObject({ codes: ['structure_partly_read'], sections: [] });
});

test('a long text as people write them is read whole', () => {
  const part = `# Title\n\n${'Some *text* with `code` and a [link](x). '.repeat(8)}\n\n1. One\n2. Two\n\n`;
  const { sections, codes } = read(fill(part));
  expect(codes).toEqual([]);
  expect(sections.length).toBe(Math.ceil(LENGTH / part.length));
});

test('a section ends at the next heading of its level or a higher one', () => {
  const text = '# A\na\n## B\nb\n### C\nc\n## D\nd\n# E\ne\n';
  const ends = read(text).sections.map(({ title, start, end, next }) => [title, text.slice(start, end).trim(), next]);
  expect(ends).toEqual([
    ['A', 'a\n## B\nb\n### C\nc\n## D\nd', 4],
    ['B', 'b\n### C\nc', 3],
    ['C', 'c', 3],
    ['D', 'd', 4],
    ['E', 'e', 5],
  ]);
});
