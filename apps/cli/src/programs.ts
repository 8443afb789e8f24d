import { fileURLToPath } from 'node:url';

const isSource = import.meta.url.endsWith('.ts');

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Path of the core's program, beside this one. */
export const coreEntry = (): string => at(isSource ? 'core/src/main.ts' : 'core/dist/main.js');

/** A program that `tmws NAME …` runs, as git does. */
export interface SiblingProgram {
  readonly description: string;
  readonly entry: () => string;
}

/** The programs beside this one, by the name that runs them. */
export const SIBLING_PROGRAMS: Readonly<Record<string, SiblingProgram>> = {
  core: { description: 'Run the core in the foreground (tmws-core)', entry: coreEntry },
  mcp: {
    description: 'Run the MCP server (tmws-mcp)',
    entry: () => at(isSource ? 'mcp/src/main.ts' : 'mcp/dist/tmws-mcp.js'),
  },
  migrate: {
    description: 'Bring skills in and out (tmws-migrate)',
    entry: () => at(isSource ? 'migrate/src/main.ts' : 'migrate/dist/tmws-migrate.js'),
  },
};

/** Flags of Node for a program: one run from source takes its packages from source too. */
export const nodeFlags = (entry: string): readonly string[] =>
  entry.endsWith('.ts') ? ['--conditions=@tmws/source'] : [];
