export type { CommandEntry } from './command.ts';
export { COMMAND_TABLE, NOUNS } from './commands/command-table.ts';
export { runCli, type Surroundings } from './run-cli.ts';
