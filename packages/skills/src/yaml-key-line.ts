const KEY_CHARACTER = /^[\p{L}\p{N}_.-]$/u;

/** The longest key that a line of broken YAML may begin with. */
const LONGEST_KEY = 100;

/** A line that begins a key of the outermost mapping. */
export interface YamlKeyLine {
  readonly key: string;
  /** What follows the colon, trimmed. */
  readonly rest: string;
}

/**
 * Reads a line as `key: value` or `key:` at the left margin. For YAML that its parser refuses, where the lines are all
 * there is to go by; undefined for any other line.
 */
export const yamlKeyLine = (line: string): YamlKeyLine | undefined => {
  const colon = line.indexOf(':');
  if (colon < 1 || colon > LONGEST_KEY) return undefined;
  const key = line.slice(0, colon);
  const follows = line.charAt(colon + 1);
  if (follows !== '' && follows !== ' ' && follows !== '\t') return undefined;
  if (![...key].every((character) => KEY_CHARACTER.test(character))) return undefined;
  return { key, rest: line.slice(colon + 1).trim() };
};
