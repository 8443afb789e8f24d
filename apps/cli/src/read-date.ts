import { UsageError } from '@tmws/terminal';

/** The time of a flag; undefined where it was not given. @throws UsageError for what is no date */
export const readDate = (flag: string, text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new UsageError(`--${flag} "${text}" is no date. Write it as 2027-01-31 or 2027-01-31T08:00:00Z.`);
};
