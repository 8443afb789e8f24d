import { expect, test } from 'vitest';
import { scriptGroup } from './script-group.ts';

test.each([
  ['', 'latin'],
  ['Merge two PDF files', 'latin'],
  ['Объединить файлы', 'latin'],
  ['PDFファイルを結合する', 'kana'],
  ['合并两个PDF文件', 'han'],
  ['東京都の人口', 'han'],
  ['PDF 파일을 병합한다', 'hangul'],
  ['A very long English sentence that names 東京 once and then goes on', 'latin'],
  ['𠮷野家', 'han'],
] as const)('puts %j into %s', (text, group) => {
  expect(scriptGroup(text)).toBe(group);
});

test('needs more than 15 % of the characters, counted by code point', () => {
  expect(scriptGroup(`${'漢'.repeat(3)}${'a'.repeat(17)}`)).toBe('latin');
  expect(scriptGroup(`${'漢'.repeat(4)}${'a'.repeat(17)}`)).toBe('han');
});
