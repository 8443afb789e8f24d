import Table from 'cli-table3';

const NO_CHARACTERS = {
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
};

/** How tables are drawn: no lines, two blanks between columns. */
export const TABLE_LOOK = {
  chars: { ...NO_CHARACTERS, middle: '  ' },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

/** Blanks between two columns. */
export const TABLE_GAP = TABLE_LOOK.chars.middle.length;

/** Columns that the widest of some texts takes on a terminal: an emoji and a character of Chinese take two. */
export const displayWidth = (texts: readonly string[]): number => {
  const column = new Table(TABLE_LOOK);
  column.push(...texts.map((text) => [text]));
  return column.width;
};
