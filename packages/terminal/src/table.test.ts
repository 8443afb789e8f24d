import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { pageOf } from './page.ts';
import { table } from './table.ts';

const page = (columns: number | undefined, environment = {}) =>
  pageOf({ write: () => {}, ...(columns === undefined ? {} : { isTTY: true, columns }) }, environment);

const ROWS = [
  ['retry-with-jitter', 'A failed call is tried again without a stampede of all clients at once'],
  ['遅いクエリ', 'x'],
];

describe('a table', () => {
  test('is as wide as its cells where there is no terminal', () => {
    expect(table(page(undefined), ['NAME', 'TEXT'], ROWS)).toBe(
      [
        'NAME               TEXT',
        'retry-with-jitter  A failed call is tried again without a stampede of all clients at once',
        '遅いクエリ         x',
      ].join('\n'),
    );
  });

  test('fits the terminal, and loses nothing', () => {
    const drawn = table(page(60, { NO_COLOR: '1' }), ['NAME', 'TEXT'], ROWS);
    expect(Math.max(...drawn.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(drawn.replaceAll(/\s+/g, '')).toContain('atonce');
  });

  test('narrows every column on a narrow terminal', () => {
    const drawn = table(page(40, { NO_COLOR: '1' }), ['A', 'B'], [['a'.repeat(50), 'b'.repeat(50)]]);
    expect(Math.max(...drawn.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(drawn.match(/a/g)).toHaveLength(50);
    expect(drawn.match(/b/g)).toHaveLength(50);
  });

  test('on a terminal with colour breaks no title, and no id', () => {
    const id = '01a21079-d12b-73c4-a720-8d815e75dcb1';
    const rows = [['retry-with-jitter', 'reliability', 'default/someone', id]];
    expect(stripVTControlCharacters(table(page(60), ['NAME', 'CATEGORY', 'OWNER', 'ID'], rows))).toBe(
      ['NAME               CATEGORY     OWNER', 'retry-with-jitter  reliability  default/someone', `  ${id}`].join(
        '\n',
      ),
    );
    const narrow = stripVTControlCharacters(table(page(40), ['NAME', 'CATEGORY', 'OWNER', 'ID'], rows));
    expect(narrow.split('\n')).toEqual([
      'NAME          CATEGORY     OWNER',
      'retry-with-   reliability  default/',
      'jitter                     someone',
      `  ${id}`,
    ]);
  });

  test('shows what would act on the terminal', () => {
    expect(table(page(undefined), ['A'], [['\u001B[2J']])).toContain('\\u{1b}[2J');
  });
});

describe('colour', () => {
  test('is on a terminal alone [cli.color-terminal]', () => {
    expect(page(80).bold('a')).toBe('\u001B[1ma\u001B[22m');
    expect(page(undefined).bold('a')).toBe('a');
  });

  test('ends with NO_COLOR set to anything, and on a dumb terminal [cli.no-color]', () => {
    expect(page(80, { NO_COLOR: '0' }).bold('a')).toBe('a');
    expect(page(80, { NO_COLOR: '' }).bold('a')).not.toBe('a');
    expect(page(80, { TERM: 'dumb' }).bold('a')).toBe('a');
  });
});
