import { type CommandArguments, UsageError } from '@tmws/terminal';

/** The flags that say how a use went. */
export const OUTCOME_OPTIONS = {
  success: { type: 'boolean', description: 'It worked' },
  failure: { type: 'boolean', description: 'It did not work' },
} as const;

/** What the flags say; undefined: nothing yet. @throws UsageError where they say both. */
export const readOutcome = (given: CommandArguments): boolean | undefined => {
  const worked = given.flag('success') === true;
  const failed = given.flag('failure') === true;
  if (worked && failed) throw new UsageError('--success and --failure cannot both be true. Give one of them.');
  if (worked) return true;
  return failed ? false : undefined;
};
