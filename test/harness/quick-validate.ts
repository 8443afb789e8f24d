import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** Frontmatter as the script finds it: its first line is three hyphens, and the next line that begins so ends it. */
const FRONTMATTER = /^---\n(?<yaml>[\s\S]*?)\n---/;
const FIELDS = new Set(['name', 'description', 'license', 'allowed-tools', 'metadata', 'compatibility']);
const KEBAB = /^[a-z0-9-]+$/;
const LONGEST = { name: 64, description: 1_024, compatibility: 500 };

const lengthOf = (text: string): number => [...text].length;

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const nameProblems = (value: unknown): readonly string[] => {
  if (typeof value !== 'string') return ['the name is no text'];
  const name = value.trim();
  if (name === '') return [];
  return [
    ...(KEBAB.test(name) ? [] : ['the name has other characters than a-z, 0-9 and hyphens']),
    ...(name.startsWith('-') || name.endsWith('-') || name.includes('--') ? ['the name has a hyphen too many'] : []),
    ...(lengthOf(name) > LONGEST.name ? ['the name is too long'] : []),
  ];
};

const descriptionProblems = (value: unknown): readonly string[] => {
  if (typeof value !== 'string') return ['the description is no text'];
  const description = value.trim();
  return [
    ...(/[<>]/.test(description) ? ['the description has angle brackets'] : []),
    ...(lengthOf(description) > LONGEST.description ? ['the description is too long'] : []),
  ];
};

const compatibilityProblems = (value: unknown): readonly string[] => {
  if (typeof value !== 'string') return ['the compatibility is no text'];
  if (value === '') return ['the compatibility is empty'];
  return lengthOf(value) > LONGEST.compatibility ? ['the compatibility is too long'] : [];
};

/** YAML 1.1 and unique keys, as the script's parser reads it. */
const readMapping = (yaml: string): Readonly<Record<string, unknown>> | string => {
  try {
    const value: unknown = parse(yaml, { version: '1.1', logLevel: 'silent' });
    return isMapping(value) ? value : 'the frontmatter is no mapping';
  } catch (error) {
    return `the frontmatter is no YAML: ${String(error)}`;
  }
};

/**
 * What the rules of Anthropic's `quick_validate` (the check of its skill-creator) say against the text of a SKILL.md;
 * nothing where they take it. Written anew from the rules.
 */
export const quickProblems = (text: string): readonly string[] => {
  const yaml = FRONTMATTER.exec(text)?.groups?.yaml;
  if (yaml === undefined) return ['there is no frontmatter'];
  const fields = readMapping(yaml);
  if (typeof fields === 'string') return [fields];
  const missing = ['name', 'description'].filter((field) => !Object.hasOwn(fields, field));
  return [
    ...Object.keys(fields)
      .filter((field) => !FIELDS.has(field))
      .map((field) => `the field ${field} is not allowed`),
    ...missing.map((field) => `the ${field} is missing`),
    ...(missing.includes('name') ? [] : nameProblems(fields.name)),
    ...(missing.includes('description') ? [] : descriptionProblems(fields.description)),
    ...(Object.hasOwn(fields, 'compatibility') ? compatibilityProblems(fields.compatibility) : []),
  ];
};

/** The same of a folder: it must have a file named exactly SKILL.md, in UTF-8. */
export const quickVerdict = async (folder: string): Promise<readonly string[]> => {
  const file = path.join(folder, 'SKILL.md');
  if (!existsSync(file)) return ['there is no SKILL.md'];
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  return quickProblems(text.replaceAll(/\r\n?/g, '\n'));
};
