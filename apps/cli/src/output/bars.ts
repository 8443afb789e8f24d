const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Longest bar where nothing is fitted to a terminal. */
export const BAR_LENGTH = 30;

/**
 * A bar of eighths of a column. Something that is there is never without one.
 *
 * @param share 0–1 of the length
 */
export const bar = (share: number, length = BAR_LENGTH): string => {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * length * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return `${'█'.repeat(Math.floor(shown / 8))}${EIGHTHS[shown % 8]}`;
};

/** Length of bars beside so many columns of text on a terminal; undefined: no terminal. */
export const barLength = (width: number | undefined, besides: number): number =>
  width === undefined ? BAR_LENGTH : Math.max(4, Math.min(BAR_LENGTH, width - besides));
