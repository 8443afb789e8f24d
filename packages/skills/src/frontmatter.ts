import { isJsonObject, type JsonObject, type SkillFinding } from '@tmws/domain';
import { parseDocument } from 'yaml';
import { toFinding } from './finding-codes.ts';
import { toJson } from './to-json.ts';

/** The two halves of a SKILL.md. */
export interface SplitSkillFile {
  /** The frontmatter as JSON; empty where there is none. */
  readonly frontmatter: JsonObject;
  /** All after the frontmatter, as it stands. */
  readonly body: string;
  /** The line on which the body begins, from 1. */
  readonly bodyLine: number;
  readonly findings: readonly SkillFinding[];
}

const FENCE = '---';

interface Halves {
  readonly yaml: string;
  readonly body: string;
  readonly bodyLine: number;
}

const splitHalves = (text: string): Halves | 'none' | 'unclosed' => {
  const lines = text.split('\n');
  if (lines[0]?.trimEnd() !== FENCE) return 'none';
  const end = lines.findIndex((line, index) => index > 0 && (line.trimEnd() === FENCE || line.trimEnd() === '...'));
  if (end < 0) return 'unclosed';
  return { yaml: lines.slice(1, end).join('\n'), body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
};

const unquoted = (text: string): string => {
  const trimmed = text.trim();
  const quote = trimmed.charAt(0);
  const isQuoted = trimmed.length > 1 && (quote === '"' || quote === "'") && trimmed.endsWith(quote);
  return isQuoted ? trimmed.slice(1, -1) : trimmed;
};

/** What can be saved of broken YAML: each line `key: text` at the margin, with the indented lines that follow it. */
const salvage = (yaml: string): JsonObject => {
  const entries: [string, string][] = [];
  for (const line of yaml.split('\n')) {
    const colon = line.indexOf(':');
    const isKey = colon > 0 && line.charAt(0).trim() !== '' && !line.startsWith('#') && !line.startsWith('-');
    const last = entries.at(-1);
    if (isKey) entries.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    else if (last !== undefined && line.trim() !== '') last[1] = `${last[1]} ${line.trim()}`.trim();
  }
  return Object.fromEntries(
    entries
      .filter(([key]) => key !== '__proto__')
      .map(([key, text]) => [unquoted(key), unquoted(text.replace(/^[|>][+-]?\s*/, ''))]),
  );
};

const parseYaml = (
  file: string,
  yaml: string,
): { readonly frontmatter: JsonObject; readonly findings: readonly SkillFinding[] } => {
  const document = parseDocument(yaml, { schema: 'core', uniqueKeys: false, logLevel: 'silent', prettyErrors: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = (broken.linePos?.[0].line ?? 1) + 1;
    const text = `The frontmatter is not valid YAML: ${broken.message.split('\n')[0] ?? ''}`;
    return {
      frontmatter: salvage(yaml),
      findings: [
        toFinding('broken_yaml', { file, line, text, done: 'Read line by line, each "key: text" for itself.' }),
      ],
    };
  }
  try {
    const { value, findings } = toJson(file, document.toJS({ maxAliasCount: 100 }));
    if (isJsonObject(value)) return { frontmatter: value, findings };
    if (value === null) return { frontmatter: {}, findings };
  } catch (error) {
    const text = `The frontmatter cannot be resolved: ${error instanceof Error ? error.message : String(error)}`;
    return {
      frontmatter: salvage(yaml),
      findings: [
        toFinding('broken_yaml', { file, line: 2, text, done: 'Read line by line, each "key: text" for itself.' }),
      ],
    };
  }
  return {
    frontmatter: salvage(yaml),
    findings: [
      toFinding('frontmatter_no_mapping', { file, line: 2, done: 'Read line by line, each "key: text" for itself.' }),
    ],
  };
};

/** Splits a SKILL.md into frontmatter and body. Never fails: what cannot be read is a finding. */
export const splitSkillFile = (file: string, text: string): SplitSkillFile => {
  const halves = splitHalves(text);
  if (halves === 'none') {
    return {
      frontmatter: {},
      body: text,
      bodyLine: 1,
      findings: [toFinding('no_frontmatter', { file, line: 1, done: 'Read from headings alone.' })],
    };
  }
  if (halves === 'unclosed') {
    return {
      frontmatter: {},
      body: text,
      bodyLine: 1,
      findings: [toFinding('unclosed_frontmatter', { file, line: 1, done: 'Read as part of the body.' })],
    };
  }
  return { ...halves, ...parseYaml(file, halves.yaml) };
};
