import type { JsonObject, JsonValue } from '@tmws/domain';
import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { FindingList } from './finding-list.ts';

/** Where the YAML stands, and what it may grow to. */
export interface YamlSource {
  readonly text: string;
  /** The line of the file at an offset of the text. */
  readonly lineAt: (offset: number) => number;
  readonly findings: FindingList;
}

/** Objects and lists below the outermost mapping, which itself lies one level below `pattern_data`. */
const MAX_LEVELS = 30;

/** Aliases may multiply the values of a frontmatter to so many values and characters. */
const MAX_VALUES = 20_000;
const MAX_CHARACTERS = 128 * 1024;

const UNSAFE_KEY = '__proto__';

/** So much of a value is shown in a finding. */
const SHOWN = 60;

/** A text that JSON, protobuf and SQL all hold: no lone surrogate, no NUL. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** The mapping as a JSON object. What JSON cannot hold as it is becomes text, with a finding. */
export const yamlToJson = (map: YAMLMap, source: YamlSource): JsonObject => {
  const { text, findings } = source;
  const anchors = new Map<string, Node>();
  const visited = new Set<Node>();
  let values = 0;
  let characters = 0;

  const lineOf = (node: Node): number | undefined =>
    node.range === null || node.range === undefined ? undefined : source.lineAt(node.range[0]);
  const sourceOf = (node: Node): string =>
    storableText(
      node.range === null || node.range === undefined ? '' : text.slice(node.range[0], node.range[1]).trim(),
    );

  const tooLarge = (node: Node): JsonValue => {
    findings.add('frontmatter_too_large', {
      line: lineOf(node),
      text: 'Aliases make the frontmatter larger than what is read.',
      done: 'Kept the alias as text.',
    });
    return isAlias(node) ? `*${node.source}` : '';
  };

  const scalarText = (node: Scalar): string =>
    node.source === undefined ? String(node.value) : storableText(node.source);

  const fromNumber = (node: Scalar, value: number): JsonValue => {
    const written = scalarText(node);
    if (String(value) === written && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
    findings.add('value_made_text', {
      line: lineOf(node),
      text: `The number ${written.slice(0, SHOWN)} would read ${value} as a JSON number.`,
      done: 'Kept it as text, as written.',
    });
    return written;
  };

  const fromScalar = (node: Scalar): JsonValue => {
    const { value } = node;
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value;
    if (typeof value === 'number') return fromNumber(node, value);
    if (typeof value === 'string') {
      characters += value.length;
      return storableText(value);
    }
    findings.add('value_made_text', {
      line: lineOf(node),
      text: `The value ${scalarText(node).slice(0, SHOWN)} has no JSON type.`,
      done: 'Kept it as text.',
    });
    return scalarText(node);
  };

  const keyOf = (pair: Pair<unknown, unknown>): string | undefined => {
    const { key } = pair;
    rememberAnchor(key);
    if (isScalar(key) && typeof key.value === 'string') return storableText(key.value);
    if (!isScalar(key) && !isMap(key) && !isSeq(key) && !isAlias(key)) return undefined;
    const made = isScalar(key) ? scalarText(key) : sourceOf(key);
    findings.add('key_made_text', {
      line: lineOf(key),
      text: `The key ${made.slice(0, SHOWN)} is no text.`,
      done: 'Kept it as text, as written.',
    });
    return made;
  };

  const fromMap = (node: YAMLMap, level: number): JsonObject => {
    const entries = new Map<string, JsonValue>();
    for (const pair of node.items) {
      const key = keyOf(pair);
      if (key === undefined) continue;
      const line = isScalar(pair.key) ? lineOf(pair.key) : lineOf(node);
      if (key === UNSAFE_KEY) {
        findings.add('unsafe_key', {
          line,
          text: `The key ${UNSAFE_KEY} cannot be held as data.`,
          done: 'Left it out; the file keeps it.',
        });
        continue;
      }
      if (entries.has(key)) {
        findings.add('duplicate_key', {
          line,
          text: `The key "${key.slice(0, SHOWN)}" stands there twice.`,
          done: 'Took the last value.',
        });
      }
      characters += key.length;
      entries.set(key, fromNode(pair.value, level));
    }
    return Object.fromEntries(entries);
  };

  // yaml's own resolve walks the whole document for each alias: minutes for 64 KiB of them.
  const rememberAnchor = (node: unknown): void => {
    if (!isNode(node) || isAlias(node) || visited.has(node)) return;
    visited.add(node);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
  };

  const fromNode = (node: unknown, level: number): JsonValue => {
    values += 1;
    rememberAnchor(node);
    if (isScalar(node)) return fromScalar(node);
    if (isAlias(node)) {
      if (values > MAX_VALUES || characters > MAX_CHARACTERS) return tooLarge(node);
      const target = anchors.get(node.source);
      return target === undefined ? `*${node.source}` : fromNode(target, level);
    }
    if (!isMap(node) && !isSeq(node)) return null;
    if (level > MAX_LEVELS) {
      findings.add('frontmatter_too_deep', {
        line: lineOf(node),
        text: `A value is nested deeper than ${MAX_LEVELS} levels.`,
        done: 'Kept it as text, as written.',
      });
      characters += sourceOf(node).length;
      return sourceOf(node);
    }
    return isMap(node) ? fromMap(node, level + 1) : node.items.map((item) => fromNode(item, level + 1));
  };

  return fromMap(map, 1);
};
