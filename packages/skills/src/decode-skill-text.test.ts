import { describe, expect, test } from 'vitest';
import { decodePlainText, decodeSkillText, isBinary } from './decode-skill-text.ts';
import { createFindingList } from './finding-list.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const decode = (content: Uint8Array) => {
  const findings = createFindingList('SKILL.md');
  const text = decodeSkillText(content, findings);
  return { text, found: findings.all().map(({ code, line }) => ({ code, line })) };
};

describe('decodeSkillText', () => {
  test('plain UTF-8 has no finding', () => {
    expect(decode(bytes('# 手順\n'))).toEqual({ text: '# 手順\n', found: [] });
  });

  test('a byte order mark is left out', () => {
    expect(decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toEqual({
      text: 'a',
      found: [{ code: 'byte_order_mark', line: 1 }],
    });
  });

  test('bytes that are not UTF-8 become replacement characters', () => {
    expect(decode(Uint8Array.of(0x61, 0xff, 0x62))).toEqual({
      text: 'a\ufffdb',
      found: [{ code: 'invalid_utf8', line: undefined }],
    });
  });

  test('NUL becomes a replacement character, and its line is named', () => {
    expect(decode(bytes('a\nb\0c'))).toEqual({ text: 'a\nb\ufffdc', found: [{ code: 'nul_character', line: 2 }] });
  });

  test('carriage returns are kept', () => {
    expect(decode(bytes('a\r\nb'))).toEqual({ text: 'a\r\nb', found: [{ code: 'carriage_returns', line: 1 }] });
  });

  test.each(['utf16le with a mark', 'utf16le without a mark'])('%s is read', (kind) => {
    const text = '# Skill that somebody saved in an editor\n';
    const content = Buffer.from(kind.endsWith('with a mark') ? `\ufeff${text}` : text, 'utf16le');
    expect(decode(content)).toEqual({ text, found: [{ code: 'utf16', line: undefined }] });
  });
});

describe('isBinary', () => {
  test('a picture is binary', () => {
    const picture = Uint8Array.from({ length: 500 }, (_, place) => (place * 89) % 256);
    expect(isBinary(picture, decode(picture).text)).toBe(true);
  });

  test('text in an unknown encoding is not', () => {
    const shiftJis = Uint8Array.of(0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x0a);
    expect(isBinary(shiftJis, decode(shiftJis).text)).toBe(false);
  });
});

test('decodePlainText takes UTF-8 without NUL and nothing else', () => {
  expect(decodePlainText(bytes('\ufeffé'))).toBe('é');
  expect(decodePlainText(bytes('a\0'))).toBeUndefined();
  expect(decodePlainText(Uint8Array.of(0xff))).toBeUndefined();
});
