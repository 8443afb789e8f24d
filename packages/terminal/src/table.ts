import Table from 'cli-table3';
import { displayWidth, TABLE_GAP, TABLE_LOOK } from './display-width.ts';
import type { Page } from './page.ts';
import { plainLine } from './plain-text.ts';
import { piecesOf, wrapCell } from './wrap-cell.ts';

/** The last column of a table that names things by id; where it does not fit, the id gets a line of its own. */
const ID = 'ID';
const ID_INDENT = '  ';
const NARROWEST_COLUMN = 6;
const WORD_FLOOR = 18;

type Row = readonly string[];

const widthOf = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, TABLE_GAP * (widths.length - 1));

/** Takes what is too much from the widest column, again and again, until the row fits or no column can give more. */
const narrowed = (widths: readonly number[], floors: readonly number[], limit: number): readonly number[] => {
  const fitted = [...widths];
  for (let excess = widthOf(fitted) - limit; excess > 0; excess--) {
    const open = fitted.map((width, index) => (width > (floors[index] ?? 0) ? width : 0));
    const widest = Math.max(...open);
    if (widest === 0) break;
    const index = open.indexOf(widest);
    fitted[index] = widest - 1;
  }
  return fitted;
};

/** Widths at which no title and no word of usual length is broken, or else widths that fit. */
const fittedTo = (limit: number, header: Row, rows: readonly Row[]): readonly number[] => {
  const columns = header.map((title, index) => [title, ...rows.map((row) => row[index] ?? '')]);
  const natural = columns.map((column) => displayWidth(column));
  const words = columns.map((column, index) =>
    Math.min(
      natural[index] ?? 0,
      Math.max(
        displayWidth([header[index] ?? '']),
        Math.min(displayWidth(column.flatMap(piecesOf).map((piece) => piece.trimEnd())), WORD_FLOOR),
      ),
    ),
  );
  const gentle = narrowed(natural, words, limit);
  return narrowed(
    gentle,
    gentle.map(() => NARROWEST_COLUMN),
    limit,
  );
};

const drawn = (page: Page, header: Row, rows: readonly Row[], widths: readonly number[]): readonly string[] => {
  const lines = [header, ...rows].map((row) => row.map((cell, index) => wrapCell(cell, widths[index] ?? 0).join('\n')));
  const shown = new Table({ ...TABLE_LOOK, head: lines[0] ?? [], colWidths: [...widths] });
  shown.push(...lines.slice(1).map((row) => [...row]));
  const heights = lines.map((row) => Math.max(...row.map((cell) => cell.split('\n').length)));
  const text = shown
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  let start = 0;
  return heights.map((height, index) => {
    const part = text.slice(start, start + height);
    start += height;
    return (index === 0 ? part.map(page.dim) : part).join('\n');
  });
};

/**
 * Rows under a header, in columns that fit the terminal: cells wrap there between words, and nowhere else. A last
 * column `ID` is never wrapped, so that an id can be copied: where it does not fit, it stands below its row. Cells are
 * made safe for a terminal.
 */
export const table = (page: Page, header: Row, rows: readonly Row[]): string => {
  const cells = rows.map((row) => row.map(plainLine));
  const natural = header.map((title, index) => displayWidth([title, ...cells.map((row) => row[index] ?? '')]));
  const limit = page.width ?? Number.POSITIVE_INFINITY;
  if (widthOf(natural) <= limit) return drawn(page, header, cells, natural).join('\n');
  const isIdBelow = header.at(-1) === ID;
  const kept = isIdBelow ? header.slice(0, -1) : header;
  const keptCells = isIdBelow ? cells.map((row) => row.slice(0, kept.length)) : cells;
  const [title = '', ...drawnRows] = drawn(page, kept, keptCells, fittedTo(limit, kept, keptCells));
  const below = (index: number): string =>
    isIdBelow ? `\n${ID_INDENT}${page.dim(cells[index]?.[kept.length] ?? '')}` : '';
  return [title, ...drawnRows.map((row, index) => `${row}${below(index)}`)].join('\n');
};
