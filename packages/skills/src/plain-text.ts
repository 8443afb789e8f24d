import { toString as textOf } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

/** More characters of Markdown are not read: inline markup can take quadratic time. */
const LONGEST = 2_000;

const processor = unified().use(remarkParse).use(remarkGfm).freeze();

const INLINE_MARKUP = ['*', '_', '`', '[', '<', '&', '\\', '~', '!'];

/** What a reader sees of a heading or a paragraph: its text without inline markup, of its first 2,000 characters. */
export const plainText = (markdown: string): string => {
  const text = markdown.slice(0, LONGEST).toWellFormed();
  if (!INLINE_MARKUP.some((mark) => text.includes(mark))) return text.trim();
  return textOf(processor.parse(text), { includeHtml: false, includeImageAlt: false }).trim();
};
