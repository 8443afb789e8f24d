import type { LegacyValue } from './legacy-source.ts';

/** One token of the values of an INSERT: a text with or without escapes, a sign, or a bare word. */
const TOKEN = /\s*(?:(E?)'((?:[^']|'')*)'|([(),;])|([^\s'(),;]+))/gy;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const bareValue = (word: string): LegacyValue => {
  if (/^null$/i.test(word)) return null;
  return word.replace(/::.*$/, '');
};

const textValue = (text: string, isEscaped: boolean): string => {
  const plain = text.replaceAll("''", "'");
  return isEscaped ? plain.replaceAll(/\\(.)/gs, (_whole, sign) => ESCAPES[sign] ?? sign) : plain;
};

/**
 * The rows of what stands after VALUES in an INSERT of pg_dump: texts, numbers, words and NULL. A cast is left out.
 *
 * @throws SyntaxError for what pg_dump does not write
 */
export const parseInsertValues = (values: string): readonly (readonly LegacyValue[])[] => {
  const rows: LegacyValue[][] = [];
  let row: LegacyValue[] | undefined;
  TOKEN.lastIndex = 0;
  for (;;) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(values);
    if (token === null) throw new SyntaxError(`Unexpected text at ${values.slice(at, at + 20)}`);
    const [, prefix, text, sign, word] = token;
    if (sign === ';') return rows;
    if (sign === '(') row = [];
    else if (sign === ')') {
      if (row !== undefined) rows.push(row);
      row = undefined;
    } else if (sign === undefined && word?.startsWith('::') !== true) {
      row?.push(text === undefined ? bareValue(word ?? '') : textValue(text, prefix === 'E'));
    }
  }
};
