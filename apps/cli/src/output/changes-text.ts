import { type DataChange, DataChangeKind } from '@tmws/contract';
import { type Page, plainLine, plainText } from '@tmws/terminal';

/** So much of one line of a value is shown; `--json` has all of it. */
const LONGEST_VALUE = 400;

const shortened = (text: string): string =>
  text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}… (${text.length - LONGEST_VALUE} more)`;

const valueText = (value: unknown): string => {
  if (value === undefined) return '…';
  return shortened(plainLine(typeof value === 'string' ? value : JSON.stringify(value)));
};

/** The lines in which two texts differ, without those that they begin and end with alike. */
const differingLines = (older: string, newer: string): { older: readonly string[]; newer: readonly string[] } => {
  const [before, after] = [plainText(older).split('\n'), plainText(newer).split('\n')];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { older: before.slice(start, before.length - end), newer: after.slice(start, after.length - end) };
};

const textLines = (page: Page, change: DataChange): readonly string[] => {
  const { older, newer } = differingLines(String(change.oldValue), String(change.newValue));
  return [
    page.dim(`  ${plainLine(change.path)}`),
    ...older.map((line) => page.red(`-   ${shortened(line)}`)),
    ...newer.map((line) => page.green(`+   ${shortened(line)}`)),
  ];
};

const isLong = (value: unknown): boolean => typeof value === 'string' && value.includes('\n');

const changeLines = (page: Page, change: DataChange): readonly string[] => {
  const { kind, oldValue, newValue } = change;
  const removed = page.red(`- ${plainLine(change.path)}  ${valueText(oldValue)}`);
  const added = page.green(`+ ${plainLine(change.path)}  ${valueText(newValue)}`);
  switch (kind) {
    case DataChangeKind.ADDED:
      return [added];
    case DataChangeKind.REMOVED:
      return [removed];
    default:
      return isLong(oldValue) && typeof newValue === 'string' ? textLines(page, change) : [removed, added];
  }
};

/**
 * What differs, for people: a line for each value that goes and each that comes, by its path; of texts of many lines the
 * lines that differ. A value that was left out is "…".
 */
export const changesText = (page: Page, changes: readonly DataChange[]): readonly string[] =>
  changes.flatMap((change) => changeLines(page, change));
