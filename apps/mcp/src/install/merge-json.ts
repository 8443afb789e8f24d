import { isDeepStrictEqual } from 'node:util';
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { UnreadableConfigError } from './unreadable-config-error.ts';

const LINE_FEED = 10;
const BYTE_ORDER_MARK = '\uFEFF';

const indentOf = (text: string): { readonly tabSize: number; readonly insertSpaces: boolean } => {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return { tabSize: indent.startsWith('\t') ? 1 : indent.length, insertSpaces: !indent.startsWith('\t') };
};

const lineOf = (text: string, offset: number): number =>
  Buffer.from(text.slice(0, offset)).filter((byte) => byte === LINE_FEED).length + 1;

const isTwice = (object: Node | undefined, key: string): boolean =>
  (object?.children ?? []).filter(({ children }) => children?.[0]?.value === key).length > 1;

/** The parser calls itself for each level. */
const treeOf = (source: string, errors: ParseError[]): Node | undefined => {
  try {
    return parseTree(source, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableConfigError('It is nested too deeply.');
    throw error;
  }
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/**
 * Sets one value of a JSON text, which may have comments and trailing commas, and keeps all that is besides, comments
 * too; lines beside it may be indented anew.
 *
 * @returns undefined where the value is that already
 * @throws UnreadableConfigError for what is no JSON object, or has something else or the key twice in the way
 */
export const mergeJson = (
  text: string,
  { path, value }: { readonly path: readonly [string, string]; readonly value: object },
): string | undefined => {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const given = text.slice(mark.length);
  const source = given.trim() === '' ? '{}\n' : given;
  const errors: ParseError[] = [];
  const tree = treeOf(source, errors);
  const [first] = errors;
  if (first !== undefined) {
    const where = `line ${lineOf(source, first.offset)}`;
    throw new UnreadableConfigError(`It is no JSON: ${printParseErrorCode(first.error)} in ${where}.`);
  }
  if (tree?.type !== 'object') throw new UnreadableConfigError('It is no JSON object.');
  // Clients go by the last of them, the edit below by the first.
  const twice = path.find((key, depth) => isTwice(depth === 0 ? tree : findNodeAtLocation(tree, [path[0]]), key));
  if (twice !== undefined) throw new UnreadableConfigError(`"${twice}" is there more than once.`);
  const parent = findNodeAtLocation(tree, [path[0]]);
  if (parent !== undefined && parent.type !== 'object') throw new UnreadableConfigError(`"${path[0]}" is no object.`);
  const current = findNodeAtLocation(tree, [...path]);
  if (current !== undefined && isDeepStrictEqual(plain(getNodeValue(current)), plain(value))) return undefined;
  return mark + applyEdits(source, modify(source, [...path], value, { formattingOptions: indentOf(source) }));
};
