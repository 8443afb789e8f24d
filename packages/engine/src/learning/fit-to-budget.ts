import type { Pattern } from '@tmws/domain';
import { descriptionOf } from '../indexing/pattern-texts.ts';
import { BYTES_PER_TOKEN, exampleTexts, patternContent, splitContent } from './pattern-content.ts';

/** A passage of a pattern, and where it stands. */
export interface QuotedPassage {
  readonly source: string;
  readonly text: string;
}

/** A pattern that applies. */
export interface Match {
  readonly pattern: Pattern;
  /** 0–1. */
  readonly similarity: number;
  /** Why it was found; undefined where it was asked for by its id. */
  readonly passage: QuotedPassage | undefined;
  /** Paths of the files that come with it, at most 50. */
  readonly skillFiles: readonly string[];
}

/** A pattern of an answer, with as much of its content as fits. */
export interface AppliedPattern extends Match {
  /** At most 300 characters. */
  readonly description: string;
  /** Its text as Markdown, or a part of it; empty where the budget went to better ones. */
  readonly content: string;
  /** Its examples, where they stand beside the content; else they stand in it. */
  readonly examples: readonly string[];
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

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const entryBytes = ({ pattern, skillFiles }: Match, description: string): number =>
  ENTRY_BYTES +
  jsonBytes([description, pattern.patternName, pattern.category, pattern.agentId, pattern.namespace, skillFiles]);

/** Examples stand beside the content while they leave most of the room to it. */
const examplesWithin = (pattern: Pattern, bytes: number): readonly string[] => {
  const examples = exampleTexts(pattern);
  return jsonBytes(examples) <= bytes / 3 ? examples : [];
};

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
 * long; then the whole content of each following one while it fits; the others by name, description and the passage
 * that was found.
 */
export const fitToBudget = (
  matches: readonly Match[],
  budget: Budget,
): { readonly patterns: readonly AppliedPattern[]; readonly left: number } => {
  let room = budget.tokens * BYTES_PER_TOKEN - ENVELOPE_BYTES;
  const listed: { readonly match: Match; readonly description: string }[] = [];
  for (const match of matches.slice(0, budget.most)) {
    const description = shortDescription(match.pattern);
    const bytes = entryBytes(match, description);
    // The first one is always named; a further one only where room for content of the first remains.
    if (listed.length > 0 && room - bytes < SMALLEST_PART) break;
    room -= bytes;
    listed.push({ match, description });
  }
  const patterns = listed.map(({ match, description }, index): AppliedPattern => {
    const isBest = index === 0;
    const examples = examplesWithin(match.pattern, Math.max(0, room));
    const text = patternContent(match.pattern, examples.length > 0 ? ['examples'] : []);
    const named = { ...match, description };
    if (!isBest && jsonBytes(text) + jsonBytes(examples) > room) {
      const passage = match.passage !== undefined && jsonBytes(match.passage) <= room ? match.passage : undefined;
      room -= passage === undefined ? 0 : jsonBytes(passage);
      return { ...named, passage, content: '', examples: [], part: 0, parts: 0 };
    }
    const parts = isBest ? partsWithin(text, Math.max(SMALLEST_PART, room - jsonBytes(examples))) : [text];
    const part = isBest ? Math.min(budget.part, parts.length) : 1;
    const content = parts[part - 1] ?? '';
    room -= jsonBytes(content) + jsonBytes(examples);
    return { ...named, passage: undefined, content, examples, part, parts: parts.length };
  });
  return { patterns, left: matches.length - patterns.length };
};
