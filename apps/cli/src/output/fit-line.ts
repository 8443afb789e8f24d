import type { Page } from '@tmws/terminal';

/** A part of a line, and how it is marked up. */
export interface LinePart {
  readonly text: string;
  readonly mark?: ((text: string) => string) | undefined;
}

const GAP = '  ';

/** Parts in one line. On a terminal too narrow for it the last ones are left out, but never the first. */
export const fitLine = (page: Page, parts: readonly LinePart[], indent = 0): string => {
  const widthOf = (some: readonly LinePart[]): number => indent + some.map(({ text }) => text).join(GAP).length;
  let count = parts.length;
  while (page.width !== undefined && count > 1 && widthOf(parts.slice(0, count)) > page.width) count -= 1;
  return parts
    .slice(0, count)
    .map(({ text, mark }) => (mark === undefined ? text : mark(text)))
    .join(GAP);
};
