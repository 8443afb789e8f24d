import { createHash } from 'node:crypto';
import { type Finding, patternFinding, type ScanHit, scanTexts } from '@tmws/domain';
import type { ScannedText } from './content-texts.ts';

/** What stands before the words of a line in a list, a quotation or a table, and differs between a file and its fields. */
const MARKERS = /^[\s>#|*+-]*(?:\d+[.)])?\s*/;
/** A key's head is the same for every key: what follows tells them apart. */
const BLOCK_HEAD = '-----BEGIN';
const BLOCK_LINES = 3;
const ID_LENGTH = 20;

const wordsAt = ({ text, prefix }: ScannedText, line: number): string => {
  const lines = text.slice(prefix.length).split('\n');
  const first = lines[line - 1] ?? '';
  const extent = first.includes(BLOCK_HEAD) ? BLOCK_LINES : 1;
  return lines
    .slice(line - 1, line - 1 + extent)
    .map((words) => words.replace(MARKERS, '').trimEnd())
    .join('\n');
};

/**
 * Of the rule and the words it holds for: the same words in another field, in a file or after storing are the same
 * finding, and changed words are another.
 */
export const idOf = (ruleId: string, words: string): string =>
  `f${createHash('sha256').update(`${ruleId}\0${words}`).digest('hex').slice(0, ID_LENGTH)}`;

const toFinding = (hit: ScanHit, scanned: ScannedText, kind: 'field' | 'file'): Finding => ({
  ...patternFinding({
    id: idOf(hit.ruleId, wordsAt(scanned, hit.line)),
    code: hit.kind,
    severity: hit.severity,
    field: kind === 'field' ? hit.source : '',
    text: hit.text,
    ruleId: hit.ruleId,
  }),
  file: kind === 'file' ? hit.source : '',
  line: kind === 'file' || scanned.text.includes('\n') ? hit.line : undefined,
});

/**
 * Scans texts, each by itself: two may have the same path, as keys may have dots in them.
 *
 * @param kind - Whether a source is the path of a field or that of a file
 * @returns what was found in the order of the texts; the same words may occur more than once
 */
export const toFindings = (texts: readonly ScannedText[], kind: 'field' | 'file'): readonly Finding[] =>
  texts.flatMap((text) => scanTexts([text]).map((hit) => toFinding(hit, text, kind)));
