import { type ProgramName, programEntry } from '@tmws/terminal';

/** A program that `tmws NAME …` runs, as git does. */
export interface SiblingProgram {
  readonly description: string;
  readonly entry: () => string;
}

/** The programs beside this one, by the name that runs them. */
export const SIBLING_PROGRAMS: Readonly<Record<string, SiblingProgram>> = {
  core: { description: 'Run the core in the foreground (tmws-core)', entry: () => programEntry('core') },
  mcp: { description: 'Run the MCP server (tmws-mcp)', entry: () => programEntry('mcp') },
  migrate: { description: 'Bring skills in and out (tmws-migrate)', entry: () => programEntry('migrate') },
} satisfies Record<ProgramName, SiblingProgram>;

/** Flags of Node for a program: one run from source takes its packages from source too. */
export const nodeFlags = (entry: string): readonly string[] =>
  entry.endsWith('.ts') ? ['--conditions=@tmws/source'] : [];
