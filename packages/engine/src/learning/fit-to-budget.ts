import type { Pattern } from '@tmws/domain';
import { descriptionOf } from '../indexing/pattern-texts.ts';
import { BYTES_PER_TOKEN, patternContent, splitContent } from './pattern-content.ts';

/** A pattern of an answer, with as much of its content as fits. */
export interface AppliedPattern {
  readonly pattern: Pattern;
  /** 0–1. */
  readonly similarity: number;
  /** At most 300 characters. */
  readonly description: string;
  /** Its text as Markdown, or a part of it; empty where the budget went to better ones. */
  readonly content: string;
  /** Which part the content is, from 1, and how many there are. */
  readonly part: number;
  readonly parts: number;
}

/** How much an answer may hold. */
export interface Budget {
  /** A token counts as three bytes of UTF-8. */
  readonly tokens: number;
  /** Most patterns. */
  readonly most: number;
  /** The part of the first pattern, from 1. */
  readonly part: number;
}

const DESCRIPTION_LENGTH = 300;
/** What the numbers, ids and keys of one pattern take in an answer, in bytes. */
const ENTRY_BYTES = 700;
/** What the envelope, guidance and message take. */
const ENVELOPE_BYTES = 900;
const SMALLEST_PART = 300;

const shortDescription = (pattern: Pattern): string => {
  const text = descriptionOf(pattern).replaceAll(/\s+/g, ' ').trim();
  return text.length <= DESCRIPTION_LENGTH ? text : `${text.slice(0, DESCRIPTION_LENGTH - 1)}…`;
};

const entryBytes = (pattern: Pattern, description: string): number =>
  ENTRY_BYTES +
  Buffer.byteLength(
    JSON.stringify([description, pattern.patternName, pattern.category, pattern.agentId, pattern.namespace]),
  );

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** The parts of a text whose JSON form fits; escapes make it longer than the text itself. */
const partsWithin = (text: string, bytes: number): readonly string[] => {
  const ratio = Math.max(1, jsonBytes(text) / Math.max(1, Buffer.byteLength(text)));
  let room = Math.max(1, Math.floor(bytes / ratio));
  let parts = splitContent(text, room);
  while (room > 1 && parts.some((part) => jsonBytes(part) > bytes + 2)) {
    room = Math.floor(room * 0.8);
    parts = splitContent(text, room);
  }
  return parts;
};

/**
 * Chooses what of the matches, best first, an answer holds: the best one's content, cut at a heading where it is too
 * long; then the whole content of each following one while it fits; the others by name and description.
 */
export const fitToBudget = (
  matches: readonly { readonly pattern: Pattern; readonly similarity: number }[],
  budget: Budget,
): { readonly patterns: readonly AppliedPattern[]; readonly left: number } => {
  let room = budget.tokens * BYTES_PER_TOKEN - ENVELOPE_BYTES;
  const listed: { match: (typeof matches)[number]; description: string }[] = [];
  for (const match of matches.slice(0, budget.most)) {
    const description = shortDescription(match.pattern);
    const bytes = entryBytes(match.pattern, description);
    // The first one is always named; a further one only where room for content of the first remains.
    if (listed.length > 0 && room - bytes < SMALLEST_PART) break;
    room -= bytes;
    listed.push({ match, description });
  }
  const patterns = listed.map(({ match, description }, index): AppliedPattern => {
    const text = patternContent(match.pattern);
    const named = { pattern: match.pattern, similarity: match.similarity, description };
    if (index > 0 && jsonBytes(text) > room) return { ...named, content: '', part: 0, parts: 0 };
    const parts = index > 0 ? [text] : partsWithin(text, Math.max(SMALLEST_PART, room));
    const part = index > 0 ? 1 : Math.min(budget.part, parts.length);
    const content = parts[part - 1] ?? '';
    room -= jsonBytes(content);
    return { ...named, content, part, parts: parts.length };
  });
  return { patterns, left: matches.length - patterns.length };
};
