import type { FindingList } from './finding-list.ts';

const REPLACEMENT = '\uFFFD';

/** Tab, line feed, form feed, carriage return, escape. */
const PRINTED_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

/** So many bytes tell UTF-16 without a byte order mark. */
const SAMPLE = 1_024;

/** Fewer characters tell nothing. */
const SHORTEST_SAMPLE = 16;

/** Share of zero bytes at even or odd places, in the first bytes. */
const zeroShare = (content: Uint8Array, parity: 0 | 1): number => {
  const sample = content.subarray(0, SAMPLE).filter((_, place) => place % 2 === parity);
  return sample.length < SHORTEST_SAMPLE ? 0 : sample.filter((byte) => byte === 0).length / sample.length;
};

const utf16Label = (content: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le';
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be';
  const even = zeroShare(content, 0);
  const odd = zeroShare(content, 1);
  if (odd > 0.4 && even < 0.05) return 'utf-16le';
  return even > 0.4 && odd < 0.05 ? 'utf-16be' : undefined;
};

/** More control characters than this share make a file binary. */
const CONTROL_SHARE = 0.05;

/**
 * Whether a file is no text that a person could read: more than 5 % of it are control characters other than tabs, line
 * ends and escape sequences. Text in an encoding that is not known has none.
 */
export const isBinary = (content: Uint8Array, decoded: string): boolean => {
  if (utf16Label(content) !== undefined) return false;
  const controls = content.filter((byte) => byte < 0x20 && !PRINTED_CONTROLS.has(byte)).length;
  return controls > decoded.length * CONTROL_SHARE;
};

const hasByteOrderMark = (content: Uint8Array): boolean =>
  content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;

/** The text of bytes that are UTF-8 without a NUL, its byte order mark taken off; undefined for anything else. */
export const decodePlainText = (content: Uint8Array): string | undefined => {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
};

/**
 * The text of a skill file, whatever its bytes are: UTF-16 by its byte order mark, else UTF-8; what cannot be decoded
 * becomes U+FFFD, and so does NUL. Each oddity is a finding. Line ends stay as they are.
 */
export const decodeSkillText = (content: Uint8Array, findings: FindingList): string => {
  const utf16 = utf16Label(content);
  if (utf16 !== undefined) {
    findings.add('utf16', {
      text: `The skill file is ${utf16.toUpperCase()}; skills are UTF-8. Save it as UTF-8.`,
      done: 'Decoded it so; the file stays as it is.',
    });
  } else if (hasByteOrderMark(content)) {
    findings.add('byte_order_mark', {
      line: 1,
      text: 'The skill file begins with a byte order mark.',
      done: 'Left it out of the text; the file stays as it is.',
    });
  }
  const plain = utf16 === undefined ? decodePlainText(content) : undefined;
  const decoded = plain ?? new TextDecoder(utf16 ?? 'utf-8').decode(content);
  if (utf16 === undefined && plain === undefined && !isValidUtf8(content)) {
    findings.add('invalid_utf8', {
      text: 'The skill file has bytes that are not UTF-8.',
      done: 'Read each as U+FFFD; the file stays as it is.',
    });
  }
  const nul = decoded.indexOf('\0');
  if (nul >= 0) {
    findings.add('nul_character', {
      line: decoded.slice(0, nul).split('\n').length,
      text: 'The skill file has NUL characters.',
      done: 'Read each as U+FFFD; the file stays as it is.',
    });
  }
  const carriageReturn = decoded.indexOf('\r');
  if (carriageReturn >= 0) {
    findings.add('carriage_returns', {
      line: decoded.slice(0, carriageReturn).split('\n').length,
      text: 'Lines of the skill file end in CRLF or CR.',
      done: 'Kept them.',
    });
  }
  return decoded.replaceAll('\0', REPLACEMENT);
};

const isValidUtf8 = (content: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
};
