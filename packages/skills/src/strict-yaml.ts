import {
  CST,
  isAlias,
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

const isFlow = (node: Node): boolean => 'flow' in node && node.flow === true;

const formProblem = (node: Node): Problem | undefined => {
  const offset = offsetOf(node);
  if (isAlias(node) || node.anchor !== undefined) return { offset, problem: 'Anchors and aliases are not taken.' };
  if (node.tag !== undefined) return { offset, problem: 'Tags are not taken.' };
  if (isFlow(node))
    return { offset, problem: 'Values in brackets or braces are not taken; write one a line, or quote them.' };
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

/** A tab that stands neither in quotes, nor in a block of text, nor in a comment. */
const tabProblem = (text: string): Problem | undefined => {
  let offset = 0;
  // Of a text the lexer gives a mark first, which is no part of it.
  let marked: 'plain' | 'block' | undefined;
  let isBlock = false;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    const isChecked = marked === 'plain' || (marked === undefined && type === 'space');
    if (isChecked && token.includes('\t')) return { offset, problem: 'A tab stands between values.' };
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
  const lineCounter = new LineCounter();
  const refuse = ({ offset, problem }: Problem): StrictReading => ({
    kind: 'refused',
    line: Math.max(1, lineCounter.linePos(offset).line),
    problem,
  });
  const strange = NOT_PRINTABLE.exec(text);
  const options = { version: '1.2', schema: 'failsafe', prettyErrors: false, logLevel: 'error', lineCounter } as const;
  const document = parseDocument(text, options);
  if (strange !== null) return refuse({ offset: strange.index, problem: 'A character cannot be printed.' });
  const error = document.errors.find((each) => isShared(each, text));
  if (error !== undefined) return refuse({ offset: error.pos[0], problem: error.message.split('\n')[0] ?? '' });
  let found = tabProblem(text);
  if (found !== undefined) return refuse(found);
  visit(document, {
    Node: (_, node) => {
      found = formProblem(node);
      if (found === undefined && isMap(node)) found = indentProblem(node, (offset) => lineCounter.linePos(offset).col);
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
