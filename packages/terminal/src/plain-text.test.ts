import { describe, expect, test } from 'vitest';
import { plainLine, plainText } from './plain-text.ts';

describe("another agent's text", () => {
  test('cannot move the cursor, recolour or ring on a terminal', () => {
    expect(plainText('a\u001B[31mb\u0007\u009Bc\rd')).toBe('a\\u{1b}[31mb\\u{7}\\u{9b}c\\u{d}d');
  });

  test('cannot turn the direction of what stands around it', () => {
    expect(plainText('a\u202Eb\u2066c')).toBe('a\\u{202e}b\\u{2066}c');
  });

  test('keeps its lines, tabs and scripts', () => {
    expect(plainText('é\t遅い\r\n👩‍💻\n')).toBe('é\t遅い\n👩‍💻\n');
  });

  test('fits on one line', () => {
    expect(plainLine('  a\n\n b\tc ')).toBe('a b c');
  });
});
