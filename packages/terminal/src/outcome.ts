import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import { type Page, pageOf } from './page.ts';
import type { Surroundings } from './surroundings.ts';

/** What a command did. Exactly one of the two forms is printed. */
export interface Outcome {
  /** The object that `--json` prints; keys in snake_case. */
  readonly json: () => object;
  /** What people read, without the last line break; empty prints nothing. */
  readonly text: (page: Page) => string;
  /** Default 0. */
  readonly exitCode?: ExitCode;
}

/** Where an outcome is printed, and in which of its forms. */
export interface PrintOptions extends Pick<Surroundings, 'environment' | 'stdout'> {
  readonly isJson: boolean;
}

/** Prints an outcome and gives its exit code. */
export const printOutcome = (outcome: Outcome, { isJson, stdout, environment }: PrintOptions): ExitCode => {
  const text = isJson ? JSON.stringify(outcome.json(), undefined, 2) : outcome.text(pageOf(stdout, environment));
  if (text !== '') stdout.write(`${text}\n`);
  return outcome.exitCode ?? EXIT_CODES.done;
};
