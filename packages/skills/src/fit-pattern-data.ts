import { type JsonObject, LIMITS } from '@tmws/domain';
import type { FindingList } from './finding-list.ts';

/** What pattern_data holds of a skill. */
export interface SkillPatternData extends JsonObject {
  readonly description: string;
  readonly when_to_use: string;
  readonly steps: readonly string[];
  readonly example: string;
  readonly expected_improvement: string;
  /** Path of the skill file below the root of the import. */
  readonly migrated_from: string;
  readonly original_frontmatter: JsonObject;
  /** The skill file after its frontmatter. */
  readonly body: string;
}

/** Cut in this order after the body, until the rest fits. */
const CUT_AFTER_BODY = ['example', 'when_to_use', 'expected_improvement', 'description'] as const;

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The longest beginning of a text that has at most so many bytes as JSON, its quotes not counted. */
const beginningOf = (text: string, bytes: number): string => {
  if (bytes <= 0) return '';
  let fits = 0;
  let over = Math.min(text.length, bytes) + 1;
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (bytesOf(text.slice(0, middle).toWellFormed()) - 2 <= bytes) fits = middle;
    else over = middle;
  }
  const split = text.charCodeAt(fits - 1);
  return text.slice(0, split >= 0xd800 && split <= 0xdbff ? fits - 1 : fits);
};

/** Whole entries from the beginning that keep within so many bytes. */
const beginningOfList = (entries: readonly string[], bytes: number): readonly string[] => {
  let used = 0;
  const end = entries.findIndex((entry) => {
    used += bytesOf(entry) + 1;
    return used > bytes;
  });
  return end < 0 ? entries : entries.slice(0, end);
};

const fieldCut = (findings: FindingList, field: string, done: string): void =>
  findings.add('field_cut', { text: `The field ${field} does not fit into the pattern's data.`, done });

/**
 * Cuts the pattern data of a skill to 256 KiB as UTF-8 JSON: the body first, from its end; then fields that alone are
 * too long. Each cut is a finding; the file itself stays whole and is indexed whole.
 */
export const fitPatternData = (data: SkillPatternData, findings: FindingList): SkillPatternData => {
  // A character has at least one byte, so no more than this can fit; what is longer is not measured.
  const body = data.body.slice(0, LIMITS.patternDataBytes);
  let fitted: SkillPatternData = { ...data, body };
  const room = (): number => LIMITS.patternDataBytes - bytesOf(fitted);
  if (body.length === data.body.length && room() >= 0) return data;
  const withoutBody = { ...data, body: '' };
  fitted = { ...data, body: beginningOf(data.body, LIMITS.patternDataBytes - bytesOf(withoutBody)) };
  findings.add('body_cut', {
    text: `The body has ${data.body.length} characters and does not fit into the ${LIMITS.patternDataBytes} bytes of a pattern's data.`,
    done: `Kept the first ${fitted.body.length} characters in pattern_data; the file stays whole and is indexed whole.`,
  });
  for (const field of CUT_AFTER_BODY) {
    if (room() >= 0) return fitted;
    const text = fitted[field];
    fitted = { ...fitted, [field]: beginningOf(text, bytesOf(text) - 2 + room()) };
    fieldCut(findings, field, `Kept its first ${fitted[field].length} characters; the file keeps it whole.`);
  }
  if (room() < 0) {
    fitted = { ...fitted, steps: beginningOfList(fitted.steps, bytesOf(fitted.steps) - 2 + room()) };
    fieldCut(findings, 'steps', `Kept the first ${fitted.steps.length} steps; the file keeps them all.`);
  }
  if (room() < 0) {
    fitted = { ...fitted, original_frontmatter: {} };
    fieldCut(findings, 'original_frontmatter', 'Left it out; the file keeps it.');
  }
  return fitted;
};
