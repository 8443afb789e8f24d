import { isDeepStrictEqual } from 'node:util';
import { parse, stringify, type TomlTable } from 'smol-toml';
import { UnreadableConfigError } from './unreadable-config-error.ts';

const parsed = (text: string): TomlTable => {
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw new UnreadableConfigError(`It is no TOML: ${why}.`);
  }
};

const HEADER = /^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$/;

const keysOf = (header: string): readonly string[] =>
  header.split('.').map((key) => key.trim().replace(/^(["'])(.*)\1$/, '$2'));

/** The text without the table and the tables below it. */
const withoutTable = (text: string, table: readonly string[]): string => {
  let isInside = false;
  const kept = text.split('\n').filter((line) => {
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) isInside = table.every((key, index) => keysOf(header)[index] === key);
    return !isInside;
  });
  return kept.join('\n');
};

const valueAt = (document: TomlTable, [group, name]: readonly [string, string]): unknown => {
  const tables = document[group];
  return typeof tables === 'object' && name in tables
    ? Object.entries(tables).find(([key]) => key === name)?.[1]
    : undefined;
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/**
 * Writes one table at the end of a TOML text, in place of the one of that name, and leaves every other line as it is.
 *
 * @returns undefined where the table is that already
 * @throws UnreadableConfigError for what is no TOML, or where the table is written in a way that cannot be replaced
 */
export const mergeToml = (
  text: string,
  { table, value }: { readonly table: readonly [string, string]; readonly value: object },
): string | undefined => {
  const before = parsed(text);
  if (isDeepStrictEqual(plain(valueAt(before, table)), plain(value))) return undefined;
  const rest = withoutTable(text, table).trimEnd();
  const added = stringify({ [table[0]]: { [table[1]]: plain(value) } });
  const merged = `${rest}${rest === '' ? '' : '\n\n'}${added.trim()}\n`;
  const expected = plain({ ...before, [table[0]]: { ...Object(before[table[0]]), [table[1]]: value } });
  if (!isDeepStrictEqual(plain(parsed(merged)), expected)) {
    throw new UnreadableConfigError(`"${table.join('.')}" is not in a table of its own.`);
  }
  return merged;
};
