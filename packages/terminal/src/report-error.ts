import type { ExitCode } from './exit-codes.ts';
import { pageOf } from './page.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** Who reports an error, and what was asked. */
export interface ErrorReport {
  /** Name of the program as it is typed. */
  readonly program: string;
  /** What was asked for, whose help tells more, e.g. `tmws pattern show`. Default: the program. */
  readonly command?: string;
  /** The words after it: they say whether JSON is wanted, also where they cannot be understood. */
  readonly line: readonly string[];
  readonly surroundings: Pick<Surroundings, 'environment' | 'stderr'>;
}

const wantsJson = (line: readonly string[]): boolean => {
  const end = line.indexOf('--');
  return (end === -1 ? line : line.slice(0, end)).includes('--json');
};

/** Tells an error as one line on stderr, or as one JSON object there with `--json`, and gives its exit code. */
export const reportError = async (
  error: unknown,
  { program, command = program, line, surroundings }: ErrorReport,
): Promise<ExitCode> => {
  // Only a program that fails pays for knowing the client's errors.
  const { describeError, errorLine } = await import('./describe-error.ts');
  const { stderr, environment } = surroundings;
  const { object, exitCode } = describeError(error, program);
  if (wantsJson(line)) {
    stderr.write(`${JSON.stringify(object)}\n`);
    return exitCode;
  }
  const help = error instanceof UsageError ? ` \`${command} --help\` tells more.` : '';
  stderr.write(`${pageOf(stderr, environment).red(`${program}:`)} ${errorLine(object)}${help}\n`);
  return exitCode;
};
