import type { JsonObject, JsonValue } from '@tmws/domain';
import type { FindingList } from './finding-list.ts';
import { parseYaml } from './parse-yaml.ts';
import type { TextLine } from './text-lines.ts';
import { type YamlKeyLine, yamlKeyLine } from './yaml-key-line.ts';
import { storableText } from './yaml-to-json.ts';

/** Lines that a version control system leaves where it could not merge. */
const CONFLICT_MARKERS = ['<<<<<<<', '=======', '>>>>>>>', '|||||||'];

interface Group extends YamlKeyLine {
  readonly line: number;
  /** The key's line and what follows it up to the next key. */
  readonly lines: string[];
}

const QUOTES = ['"', "'"];

const withoutQuotes = (text: string): string => {
  const quote = text.charAt(0);
  if (!QUOTES.includes(quote)) return text;
  return text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text.slice(1);
};

const plainValue = (group: Group): string => {
  const [, ...more] = group.lines;
  const text = [group.rest, ...more.map((line) => line.trim())].join('\n').trim();
  return storableText(withoutQuotes(text));
};

const groupLines = (lines: readonly TextLine[], firstLine: number, findings: FindingList): readonly Group[] => {
  const groups: Group[] = [];
  for (const [index, { text }] of lines.entries()) {
    const keyLine = yamlKeyLine(text);
    const last = groups.at(-1);
    if (keyLine !== undefined) groups.push({ ...keyLine, line: firstLine + index, lines: [text] });
    else if (CONFLICT_MARKERS.some((marker) => text.startsWith(marker)) || (last === undefined && text.trim() !== '')) {
      findings.add('yaml_line_ignored', {
        line: firstLine + index,
        text: 'This line of the frontmatter belongs to no key.',
        done: 'Left it out of original_frontmatter; the file keeps it.',
      });
    } else last?.lines.push(text);
  }
  return groups;
};

const groupValue = (group: Group, findings: FindingList): JsonValue => {
  const reading = parseYaml(group.lines.join('\n'), { firstLine: group.line, findings });
  if (reading.kind === 'mapping') return reading.value[group.key] ?? null;
  const value = plainValue(group);
  findings.add('yaml_line_recovered', {
    line: group.line,
    text: `The value of "${group.key}" is not valid YAML${reading.kind === 'broken' ? `: ${reading.problem}` : ''}. Put it in quotes.`,
    done: 'Kept it as text, as written.',
  });
  return value;
};

/**
 * What a person can read from YAML that its parser refuses: each key at the left margin with the lines up to the next
 * one, read by itself, and as plain text where that fails too (an unquoted colon, an unclosed bracket).
 */
export const recoverYaml = (
  lines: readonly TextLine[],
  options: { readonly firstLine: number; readonly findings: FindingList },
): JsonObject => {
  const { firstLine, findings } = options;
  const entries = new Map<string, JsonValue>();
  for (const group of groupLines(lines, firstLine, findings)) {
    if (group.key === '__proto__') {
      findings.add('unsafe_key', {
        line: group.line,
        text: 'The key __proto__ cannot be held as data.',
        done: 'Left it out; the file keeps it.',
      });
      continue;
    }
    if (entries.has(group.key)) {
      findings.add('duplicate_key', {
        line: group.line,
        text: `The key "${group.key}" stands there twice.`,
        done: 'Took the last value.',
      });
    }
    entries.set(group.key, groupValue(group, findings));
  }
  return Object.fromEntries(entries);
};
