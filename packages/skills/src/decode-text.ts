import type { SkillFinding } from '@tmws/domain';
import { toFinding } from './finding-codes.ts';

/** A file's text and what was odd about its bytes. */
export interface DecodedText {
  readonly text: string;
  readonly findings: readonly SkillFinding[];
}

const BYTE_ORDER_MARK = '\uFEFF';

const decode = (content: Uint8Array): { readonly text: string; readonly isValid: boolean } => {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content), isValid: true };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(content), isValid: false };
  }
};

/**
 * Reads a file as text, whatever its bytes: UTF-8 with or without a byte order mark; bytes that are none become U+FFFD,
 * NUL characters too. Line ends stay as they are.
 */
export const decodeText = (file: string, content: Uint8Array): DecodedText => {
  const { text, isValid } = decode(content);
  const hasMark = text.startsWith(BYTE_ORDER_MARK);
  const unmarked = hasMark ? text.slice(1) : text;
  const hasNul = unmarked.includes('\0');
  return {
    text: hasNul ? unmarked.replaceAll('\0', '\uFFFD') : unmarked,
    findings: [
      ...(isValid
        ? []
        : [
            toFinding('invalid_utf8', {
              file,
              done: 'Bytes that are no text were read as U+FFFD; the file is kept as it is.',
            }),
          ]),
      ...(hasMark
        ? [toFinding('byte_order_mark', { file, done: 'Left out of the text; the file is kept as it is.' })]
        : []),
      ...(unmarked.includes('\r\n')
        ? [toFinding('carriage_returns', { file, done: 'Read as line ends; the file is kept as it is.' })]
        : []),
      ...(hasNul ? [toFinding('nul_character', { file, done: 'Read as U+FFFD; the file is kept as it is.' })] : []),
    ],
  };
};

/** Whether the bytes are text: valid UTF-8 without NUL. */
export const isText = (content: Uint8Array): boolean => !content.includes(0) && decode(content).isValid;
