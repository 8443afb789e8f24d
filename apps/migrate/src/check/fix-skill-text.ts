/** What a SKILL.md is to be called, and which faults were found in it. */
export interface FixRequest {
  readonly text: string;
  /** Name of its folder. */
  readonly folderName: string;
  /** Codes of what was found. */
  readonly codes: ReadonlySet<string>;
}

/** A text put right, and what was done, a phrase each. */
export interface FixedText {
  readonly text: string;
  readonly done: readonly string[];
}

const BYTE_ORDER_MARK = '\uFEFF';
/** Names that the standard takes. */
const STANDARD_NAME = /^(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;
const FRONTMATTER = /^---[ \t]*\n(?<fields>[\s\S]*?)^---[ \t]*$/m;
/** A name on one line: what spans several is left to people. */
const NAME_LINE = /^name:[ \t]*(?![>|&*!])(?:"[^"\n]*"|'[^'\n]*'|[^\n#"']*)[ \t]*(?=\n(?!\s))/m;

const withName = ({ text, folderName }: Pick<FixRequest, 'text' | 'folderName'>): string => {
  const fields = FRONTMATTER.exec(text)?.groups?.fields;
  if (fields === undefined || !text.startsWith('---') || !STANDARD_NAME.test(folderName)) return text;
  const line = `name: ${/^\d/.test(folderName) ? JSON.stringify(folderName) : folderName}`;
  const isNamed = /^name\s*:/m.test(fields);
  const changed = isNamed ? fields.replace(NAME_LINE, () => line) : `${line}\n${fields}`;
  return text.replace(fields, () => changed);
};

const NAME_CODES = ['name_mismatch', 'name_missing', 'rule_name'];

/** Puts right what has only one right form: a byte order mark, line ends, and a name that is not the folder's. */
export const fixSkillText = ({ text, folderName, codes }: FixRequest): FixedText => {
  const done: string[] = [];
  let fixed = text;
  const change = (next: string, phrase: string): void => {
    if (next !== fixed) done.push(phrase);
    fixed = next;
  };
  if (fixed.startsWith(BYTE_ORDER_MARK)) change(fixed.slice(1), 'byte order mark taken away');
  change(fixed.replaceAll(/\r\n?/g, '\n'), 'line ends made LF');
  if (NAME_CODES.some((code) => codes.has(code))) {
    change(withName({ text: fixed, folderName }), `name set to ${folderName}`);
  }
  return { text: fixed, done };
};
