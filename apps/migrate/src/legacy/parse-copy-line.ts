import type { LegacyValue } from './legacy-source.ts';

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replaceAll(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/gsu, (_whole, octal, hexadecimal, other) => {
        if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
        if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
        return ESCAPED[other] ?? other;
      })
    : text;

/** The values of a line of COPY's text format. */
export const parseCopyLine = (line: string): readonly LegacyValue[] =>
  line.split('\t').map((field) => (field === '\\N' ? null : unescaped(field)));
