import Table from 'cli-table3';
import type { Page } from './page.ts';
import { plainLine } from './plain-text.ts';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
const STYLE = { 'padding-left': 0, 'padding-right': 0, head: [], border: [] };
const GAP = NO_LINES.middle.length;
const NARROWEST_COLUMN = 6;

const displayWidth = (cells: readonly string[]): number => {
  const column = new Table({ chars: NO_LINES, style: STYLE });
  column.push(...cells.map((cell) => [cell]));
  return column.width;
};

/** Takes what is too much from the widest column, again and again, until the row fits or no column can give more. */
const narrowed = (widths: readonly number[], limit: number): readonly number[] => {
  const fitted = [...widths];
  let excess = fitted.reduce((sum, width) => sum + width, GAP * (fitted.length - 1)) - limit;
  while (excess > 0) {
    const widest = Math.max(...fitted);
    const index = fitted.indexOf(widest);
    const next = Math.max(...fitted.filter((_, other) => other !== index), NARROWEST_COLUMN);
    const cut = Math.min(excess, Math.max(widest - next, 1));
    if (widest - cut < NARROWEST_COLUMN) break;
    fitted[index] = widest - cut;
    excess -= cut;
  }
  return fitted;
};

/**
 * Rows under a header, in columns that fit the terminal: cells wrap there, and nowhere else. Cells are made safe for a
 * terminal.
 */
export const table = (page: Page, header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const cells = rows.map((row) => row.map(plainLine));
  const widths = header.map((title, index) => displayWidth([title, ...cells.map((row) => row[index] ?? '')]));
  const isWrapped = page.width !== undefined;
  const drawn = new Table({
    chars: NO_LINES,
    style: STYLE,
    head: header.map((title) => page.dim(title)),
    colWidths: [...(page.width === undefined ? widths : narrowed(widths, page.width))],
    wordWrap: isWrapped,
    wrapOnWordBoundary: false,
  });
  drawn.push(...cells.map((row) => [...row]));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};
