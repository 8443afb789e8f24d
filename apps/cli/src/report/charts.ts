import { html, type Markup, NOTHING } from './html.ts';

const WIDTH = 720;
const HEIGHT = 180;
const AXIS = 24;
const LEFT = 44;
const MOST_COLUMNS = 60;
const ROW = 26;
const LABEL = 200;
const LONGEST_LABEL = 28;
const NUMBER = 64;

/** Parts of a column, from the ground up. */
export interface ColumnPart {
  readonly value: number;
  readonly fill: 'accent' | 'good' | 'bad' | 'unknown';
}

/** One day, or several days together. */
export interface Column {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly parts: readonly ColumnPart[];
}

const numberText = (value: number): string => value.toLocaleString('en');

const heightOf = (column: Column): number => column.parts.reduce((sum, part) => sum + part.value, 0);

const joined = (columns: readonly Column[]): Column => ({
  from: columns[0]?.from ?? '',
  to: columns.at(-1)?.to ?? '',
  parts: (columns[0]?.parts ?? []).map((part, index) => ({
    ...part,
    value: columns.reduce((sum, column) => sum + (column.parts[index]?.value ?? 0), 0),
  })),
});

/** Puts neighbours together until no more columns are left than can be told apart. */
export const readableColumns = (columns: readonly Column[]): readonly Column[] => {
  const size = Math.max(1, Math.ceil(columns.length / MOST_COLUMNS));
  const groups: Column[] = [];
  for (let end = columns.length; end > 0; end -= size) {
    groups.unshift(joined(columns.slice(Math.max(0, end - size), end)));
  }
  return groups;
};

const spanText = ({ from, to }: Column): string => (from === to ? from : `${from} to ${to}`);

const columnMarkup = (
  column: Column,
  place: { readonly x: number; readonly width: number; readonly scale: number },
): Markup => {
  let ground = HEIGHT - AXIS;
  const parts = column.parts.map(({ value, fill }) => {
    const height = value * place.scale;
    ground -= height;
    if (value === 0) return NOTHING;
    return html`<rect class="fill-${fill}" x="${place.x.toFixed(1)}" y="${ground.toFixed(1)}" width="${place.width.toFixed(1)}" height="${height.toFixed(1)}"/>`;
  });
  return html`<g><title>${spanText(column)}: ${numberText(heightOf(column))}</title>${parts}</g>`;
};

/** Columns over time, the latest at the right. `title` says what they count. */
export const columnChart = (title: string, days: readonly Column[]): Markup => {
  const columns = readableColumns(days);
  const greatest = Math.max(1, ...columns.map(heightOf));
  const step = (WIDTH - LEFT) / Math.max(1, columns.length);
  const scale = (HEIGHT - AXIS - 8) / greatest;
  const place = (index: number) => ({ x: LEFT + index * step + step * 0.12, width: step * 0.76, scale });
  const ground = HEIGHT - AXIS;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<line class="axis" x1="${LEFT}" y1="${ground}" x2="${WIDTH}" y2="${ground}"/>
<line class="axis" x1="${LEFT}" y1="8" x2="${WIDTH}" y2="8" stroke-dasharray="2 4"/>
<text x="${LEFT - 6}" y="14" text-anchor="end">${numberText(greatest)}</text>
<text x="${LEFT - 6}" y="${ground}" text-anchor="end">0</text>
${columns.map((column, index) => columnMarkup(column, place(index)))}
<text x="${LEFT}" y="${HEIGHT - 6}">${columns[0]?.from ?? ''}</text>
<text x="${WIDTH}" y="${HEIGHT - 6}" text-anchor="end">${columns.at(-1)?.to ?? ''}</text>
</svg>`;
};

const shortened = (label: string): string => {
  const characters = [...label];
  return characters.length <= LONGEST_LABEL ? label : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`;
};

/** Bars with a name before and the number behind each, in the given order. `title` says what they count. */
export const barChart = (title: string, counts: readonly (readonly [name: string, count: number])[]): Markup => {
  const greatest = Math.max(1, ...counts.map(([, count]) => count));
  const room = WIDTH - LABEL - NUMBER;
  const height = Math.max(1, counts.length) * ROW;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">
${counts.map(([name, count], index) => {
  const length = (count / greatest) * room;
  const middle = index * ROW + ROW / 2;
  return html`<g><title>${name}: ${numberText(count)}</title>
<text class="label" x="${LABEL - 8}" y="${middle + 4}" text-anchor="end">${shortened(name)}</text>
<rect class="fill-accent" x="${LABEL}" y="${middle - 8}" width="${length.toFixed(1)}" height="16" rx="2"/>
<text x="${(LABEL + length + 8).toFixed(1)}" y="${middle + 4}">${numberText(count)}</text></g>`;
})}
</svg>`;
};
