import { isJsonObject, type JsonObject, type JsonValue } from '@tmws/domain';
import { decodeSkillText } from './decode-skill-text.ts';
import { createFindingList } from './finding-list.ts';
import { readFrontmatter } from './read-frontmatter.ts';
import { LONGEST_COMPATIBILITY, LONGEST_DESCRIPTION, STANDARD_FIELDS } from './standard-rules.ts';

/** Anchors, aliases, tags, flow collections, keys of several lines, tabs and indents by number: many readers take none. */
const UNCOMMON_YAML = /^(?:[^:]*:)?[ \t]*(?:[&*!{[?@%`]|[|>][+-]?\d)|\t/;
const QUOTED = /^[^:'"]*:[ ]+(["'])/;

const isUncommon = (line: string): boolean => {
  if (UNCOMMON_YAML.test(line)) return true;
  const quote = QUOTED.exec(line)?.[1];
  return quote !== undefined && (!line.trimEnd().endsWith(quote) || /^[^:]*:[ ]+["']$/.test(line.trimEnd()));
};

const isText = (value: JsonValue | undefined, longest: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && [...value].length <= longest;

const isAbsentOrText = (value: JsonValue | undefined, longest: number): boolean =>
  value === undefined || isText(value, longest);

const keepsRules = (fields: JsonObject, folderName: string): boolean => {
  const { name, description, metadata } = fields;
  return (
    Object.keys(fields).every((key) => STANDARD_FIELDS.includes(key)) &&
    name === folderName &&
    isText(description, LONGEST_DESCRIPTION) &&
    !/[<>]/.test(String(description)) &&
    isAbsentOrText(fields.license, Number.POSITIVE_INFINITY) &&
    isAbsentOrText(fields.compatibility, LONGEST_COMPATIBILITY) &&
    isAbsentOrText(fields['allowed-tools'], Number.POSITIVE_INFINITY) &&
    (metadata === undefined ||
      (isJsonObject(metadata) && Object.values(metadata).every((value: JsonValue) => typeof value === 'string')))
  );
};

/**
 * The frontmatter of a SKILL.md that every host of Agent Skills reads alike: it keeps the official rules
 * (agentskills.io) in a folder of that name, which is a portable one, in plain YAML and UTF-8. Undefined: it does not.
 */
export const readAgentSkill = (content: Uint8Array, folderName: string): JsonObject | undefined => {
  const findings = createFindingList();
  const text = decodeSkillText(content, findings);
  const { present, fields, bodyStart } = readFrontmatter(text, findings);
  const [opening, ...lines] = text.slice(0, bodyStart).trimEnd().split(/\r?\n/);
  const yaml = lines.slice(0, -1);
  const isPlain =
    present &&
    opening === '---' &&
    lines.at(-1) === '---' &&
    !yaml.some((line) => line.includes('---') || isUncommon(line)) &&
    !/\r(?!\n)/.test(text) &&
    findings.all().every(({ code }) => code === 'carriage_returns');
  return isPlain && keepsRules(fields, folderName) ? fields : undefined;
};
