import { expect, test } from 'vitest';
import { parseCopyLine } from './parse-copy-line.ts';
import { parseInsertValues } from './parse-insert.ts';

test('a line of COPY has its escapes undone, and NULL apart from the text of that name', () => {
  expect(parseCopyLine('a\\tb\t\\N\tNULL\t\t\\\\N\tline\\nbreak\t\\x41\\102')).toEqual([
    'a\tb',
    null,
    'NULL',
    '',
    '\\N',
    'line\nbreak',
    'AB',
  ]);
});

test('rows of an INSERT have their quotes undone, whatever stands within them', () => {
  const values = "(1, 'it''s (a); thing', NULL, true, -2.5, E'a\\nb', '{\"a\": [1, 2]}'::jsonb),\n\t('two', '', null);";
  expect(parseInsertValues(values)).toEqual([
    ['1', "it's (a); thing", null, 'true', '-2.5', 'a\nb', '{"a": [1, 2]}'],
    ['two', '', null],
  ]);
});

test('an INSERT that does not end is an error', () => {
  expect(() => parseInsertValues("(1, 'cut")).toThrow(SyntaxError);
});
