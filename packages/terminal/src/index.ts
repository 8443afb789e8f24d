// `table` has an entry of its own, `@tmws/terminal/table`: what it draws with would make every start slower.
export { choiceOf } from './choice-of.ts';
export { closestWord } from './closest-word.ts';
export { CommandArguments } from './command-arguments.ts';
export { createParser, OPTIONS, type Parser, type ParserFlag, parserMessage, runParser } from './create-parser.ts';
export { enumChoices, enumFromText, enumText } from './enum-text.ts';
export { EXIT_CODES, type ExitCode } from './exit-codes.ts';
export { type CommandExample, helpText } from './help-text.ts';
export { type Outcome, printOutcome } from './outcome.ts';
export { type Page, pageOf } from './page.ts';
export { plainLine, plainText } from './plain-text.ts';
export { productVersion } from './product-version.ts';
export { type ProgramName, programEntry } from './program-entry.ts';
export { ProgramError } from './program-error.ts';
export { reportError } from './report-error.ts';
export type { Surroundings, TextStream } from './surroundings.ts';
export { timeText } from './time-text.ts';
export { tolerateClosedOutput } from './tolerate-closed-output.ts';
export { UsageError } from './usage-error.ts';
