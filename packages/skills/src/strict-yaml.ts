import {
  CST,
  isMap,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';

/** A field of a frontmatter in plain YAML. */
export interface StrictField {
  readonly name: string;
  /** Undefined: a list or a mapping. */
  readonly text: string | undefined;
  /** In the frontmatter, from 1. */
  readonly line: number;
}

/** What a text is as the plain YAML of the official validator. */
export type StrictReading =
  | { readonly kind: 'fields'; readonly fields: readonly StrictField[] }
  /** Line in the text, from 1. */
  | { readonly kind: 'refused'; readonly line: number; readonly problem: string };

/** What YAML takes in no document. */
const NOT_PRINTABLE = /[^\t\n\r\x20-\x7E\x85\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const MERGE_KEY = '<<';

interface Problem {
  readonly offset: number;
  readonly problem: string;
}

const offsetOf = (node: Node): number => node.range?.[0] ?? 0;

/** A key that its mapping has already. */
const repeatedKey = (map: YAMLMap): Problem | undefined => {
  const names = new Set<unknown>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? (key.value ?? '') : undefined;
    if (name !== undefined && names.has(name))
      return { offset: isNode(key) ? offsetOf(key) : 0, problem: 'A key stands there twice.' };
    names.add(name);
  }
  return undefined;
};

/** Mappings within one mapping must be indented alike. */
const indentProblem = (map: YAMLMap, columnAt: (offset: number) => number): Problem | undefined => {
  const inner = map.items.flatMap(({ value }) => (isMap(value) ? [offsetOf(value)] : []));
  const [first] = inner;
  if (first === undefined) return undefined;
  const odd = inner.find((offset) => columnAt(offset) !== columnAt(first));
  return odd === undefined ? undefined : { offset: odd, problem: 'It is not indented as the mapping before.' };
};

/** What is refused wherever it stands, by the kind of its token. */
const REFUSED_TOKENS: Readonly<Record<string, string>> = {
  alias: 'Anchors and aliases are not taken.',
  anchor: 'Anchors and aliases are not taken.',
  tag: 'Tags are not taken.',
  'flow-map-start': 'Values in brackets or braces are not taken; write one a line, or quote them.',
  'flow-seq-start': 'Values in brackets or braces are not taken; write one a line, or quote them.',
};

/**
 * What the tokens alone tell: a form that is not taken, or a tab that stands neither in quotes, nor in a block of text,
 * nor in a comment.
 */
const tokenProblem = (text: string): Problem | undefined => {
  let offset = 0;
  // Of a text the lexer gives a mark first, which is no part of it.
  let marked: 'plain' | 'block' | undefined;
  let isBlock = false;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    const isChecked = marked === 'plain' || (marked === undefined && type === 'space');
    if (isChecked && token.includes('\t')) return { offset, problem: 'A tab stands between values.' };
    const refused = marked === undefined && type !== null ? REFUSED_TOKENS[type] : undefined;
    if (refused !== undefined) return { offset, problem: refused };
    const isMark = marked === undefined && type === 'scalar';
    if (!isMark && type !== 'doc-mode' && type !== 'flow-error-end') offset += token.length;
    marked = isMark ? (isBlock ? 'block' : 'plain') : undefined;
    isBlock = type === 'block-scalar-header' || (isBlock && !isMark);
  }
  return undefined;
};

/** Whether the official validator sees the error too: it takes a comment right after a quote. */
const isShared = ({ message, pos }: YAMLError, text: string): boolean =>
  !message.startsWith('Comments must be separated') || !/['"]/.test(text.charAt(pos[0] - 1));

/**
 * Reads a text as the official validator does: block YAML 1.2 without flow style, anchors, tags and repeated keys, every
 * scalar a text. It differs on line breaks that are none today (U+0085, U+2028, U+2029) and on quoted text that goes on at
 * the margin.
 */
export const readStrictYaml = (text: string): StrictReading => {
  const refuse = ({ offset, problem }: Problem): StrictReading => ({
    kind: 'refused',
    line: text.slice(0, offset).split('\n').length,
    problem,
  });
  const strange = NOT_PRINTABLE.exec(text);
  if (strange !== null) return refuse({ offset: strange.index, problem: 'A character cannot be printed.' });
  // Before the document is built, which takes long for much of what is refused here.
  const refused = tokenProblem(text);
  if (refused !== undefined) return refuse(refused);
  const lineCounter = new LineCounter();
  const reading = { version: '1.2', schema: 'failsafe', uniqueKeys: false } as const;
  const document = parseDocument(text, { ...reading, prettyErrors: false, logLevel: 'error', lineCounter });
  const error = document.errors.find((each) => isShared(each, text));
  if (error !== undefined) return refuse({ offset: error.pos[0], problem: error.message.split('\n')[0] ?? '' });
  let found: Problem | undefined;
  visit(document, {
    Map: (_, map) => {
      found = repeatedKey(map) ?? indentProblem(map, (offset) => lineCounter.linePos(offset).col);
      return found === undefined ? undefined : visit.BREAK;
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === MERGE_KEY && key.type === 'PLAIN')
        found = { offset: offsetOf(key), problem: 'Merge keys are not taken.' };
      else if (isNode(key) && !isScalar(key)) found = { offset: offsetOf(key), problem: 'A key is no text.' };
      return found === undefined ? undefined : visit.BREAK;
    },
  });
  if (found !== undefined) return refuse(found);
  const { contents } = document;
  if (!isMap(contents)) return refuse({ offset: 0, problem: 'It is no mapping of fields to values.' });
  const fields = contents.items.map(({ key, value }) => ({
    name: isScalar(key) ? String(key.value ?? '') : '',
    text: isScalar(value) || value === null ? String((isScalar(value) ? value.value : '') ?? '') : undefined,
    line: isNode(key) ? lineCounter.linePos(offsetOf(key)).line : 1,
  }));
  return { kind: 'fields', fields };
};
