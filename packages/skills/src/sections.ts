import type { Heading, List, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { FIELD_NAMES, type FieldName, fieldOfHeading } from './field-headings.ts';

/** What the headings of a body hold. */
export interface Sections {
  /** Source text under the heading of each field; absent where no heading names it. */
  readonly texts: Partial<Record<FieldName, string>>;
  /** Whether a heading is exactly "Description", and not one of its synonyms. */
  readonly isDescribed: boolean;
  readonly steps: readonly string[];
  /** The first paragraph of the body, in plain text; empty where there is none. */
  readonly firstParagraph: string;
}

interface Section {
  readonly place: number;
  readonly children: readonly RootContent[];
}

const parser = unified().use(remarkParse).use(remarkGfm);

const isHeading = (node: RootContent | undefined): node is Heading => node?.type === 'heading';
const isList = (node: RootContent): node is List => node.type === 'list';

/** All below a heading, deeper headings included, up to the next one of its level. */
const contentBelow = (root: Root, at: number, depth: number): readonly RootContent[] => {
  const end = root.children.findIndex((node, index) => index > at && isHeading(node) && node.depth <= depth);
  return root.children.slice(at + 1, end < 0 ? undefined : end);
};

const sourceOf = (source: string, nodes: readonly RootContent[]): string => {
  const start = nodes[0]?.position?.start.offset;
  const end = nodes.at(-1)?.position?.end.offset;
  return start === undefined || end === undefined ? '' : source.slice(start, end).replaceAll('\r\n', '\n').trim();
};

const withoutIndent = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n {1,6}/g, '\n')
    .trim();

const listSteps = (source: string, list: List): readonly string[] =>
  list.children.map((item) => withoutIndent(sourceOf(source, item.children)));

/** The steps of a section: the items of its lists, numbered and bulleted alike; else its deeper headings; else its paragraphs. */
const stepsOf = (source: string, nodes: readonly RootContent[]): readonly string[] => {
  const headings = nodes.filter(isHeading).map((node) => textOf(node));
  if (headings.length > 1) return headings;
  const items = nodes.filter(isList).flatMap((list) => listSteps(source, list));
  if (items.length > 0) return items;
  if (headings.length > 0) return headings;
  return nodes.filter((node) => node.type === 'paragraph').map((node) => textOf(node));
};

/** Reads the fields of a skill from its headings, of any level. Code blocks are never taken for headings. */
export const readSections = (body: string): Sections => {
  const root = parser.parse(body);
  const found = new Map<FieldName, Section>();
  root.children.forEach((node, index) => {
    if (!isHeading(node)) return;
    const named = fieldOfHeading(textOf(node));
    if (named === undefined) return;
    const known = found.get(named.field);
    if (known !== undefined && known.place <= named.place) return;
    found.set(named.field, { place: named.place, children: contentBelow(root, index, node.depth) });
  });
  const texts: Partial<Record<FieldName, string>> = {};
  for (const field of FIELD_NAMES) {
    const section = found.get(field);
    if (section !== undefined) texts[field] = sourceOf(body, section.children);
  }
  const paragraph = root.children.find((node) => node.type === 'paragraph');
  return {
    texts,
    isDescribed: found.get('description')?.place === 0,
    steps: stepsOf(body, found.get('steps')?.children ?? []).filter((step) => step !== ''),
    firstParagraph: paragraph === undefined ? '' : textOf(paragraph).trim(),
  };
};
