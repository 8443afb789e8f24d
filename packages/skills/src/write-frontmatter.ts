import { Document, Scalar, YAMLMap } from 'yaml';

/** What the frontmatter of a portable skill holds; nothing else may stand there. */
export interface PortableFrontmatter {
  readonly name: string;
  readonly description: string;
  readonly license: string | undefined;
  readonly compatibility: string | undefined;
  readonly metadata: ReadonlyMap<string, string>;
  readonly 'allowed-tools': string | undefined;
}

/** What YAML wants escaped, and JSON does not. */
const UNPRINTABLE = /[\u007F-\u0084\u0086-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Quoted, so that readers of YAML 1.1 take no word for a truth value, a number or a date. */
const quoted = (text: string): Scalar => {
  const scalar = new Scalar(text.toWellFormed());
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};

const mapOf = (entries: Iterable<readonly [string, string]>): YAMLMap => {
  const map = new YAMLMap();
  for (const [key, value] of entries) map.set(key, quoted(value));
  return map;
};

/**
 * The frontmatter with its lines of hyphens, in block YAML. No other three hyphens in a row stand in it, since the
 * official validator ends it at the next ones.
 */
export const writeFrontmatter = (frontmatter: PortableFrontmatter): string => {
  const map = new YAMLMap<string, Scalar | YAMLMap>();
  const add = (key: string, value: string | undefined): void => {
    if (value !== undefined) map.set(key, quoted(value));
  };
  add('name', frontmatter.name);
  add('description', frontmatter.description);
  add('license', frontmatter.license);
  add('compatibility', frontmatter.compatibility);
  add('allowed-tools', frontmatter['allowed-tools']);
  if (frontmatter.metadata.size > 0) map.set('metadata', mapOf(frontmatter.metadata));
  const yaml = new Document(map)
    .toString({ lineWidth: 0, doubleQuotedAsJSON: true, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
    .replaceAll(UNPRINTABLE, escaped)
    .replaceAll('---', '-\\u002d-');
  return `---\n${yaml}---\n`;
};
