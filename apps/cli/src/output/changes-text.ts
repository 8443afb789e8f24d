import { type DataChange, DataChangeKind } from '@tmws/contract';
import { type Page, plainLine } from '@tmws/terminal';

const valueText = (value: unknown): string => {
  if (value === undefined) return '…';
  return plainLine(typeof value === 'string' ? value : JSON.stringify(value));
};

const changeLines = (page: Page, change: DataChange): readonly string[] => {
  const removed = page.red(`- ${plainLine(change.path)}  ${valueText(change.oldValue)}`);
  const added = page.green(`+ ${plainLine(change.path)}  ${valueText(change.newValue)}`);
  switch (change.kind) {
    case DataChangeKind.ADDED:
      return [added];
    case DataChangeKind.REMOVED:
      return [removed];
    default:
      return [removed, added];
  }
};

/** What differs, for people: a line for each value that goes and each that comes, by its path. A value left out is "…". */
export const changesText = (page: Page, changes: readonly DataChange[]): readonly string[] =>
  changes.flatMap((change) => changeLines(page, change));
