import { fileURLToPath } from 'node:url';

/** Programs beside the ones for the terminal, by the name of their folder, with the file that runs each when built. */
const BUILT = { core: 'main.js', mcp: 'tmws-mcp.js', migrate: 'tmws-migrate.js' } as const;

/** A program that another one runs. */
export type ProgramName = keyof typeof BUILT;

const isSource = import.meta.url.endsWith('.ts');

/** Path of a program of the repository: its source when this module runs from source, else what was built. */
export const programEntry = (name: ProgramName): string => {
  const file = isSource ? 'src/main.ts' : `dist/${BUILT[name]}`;
  // As deep from this package's sources as from the folder that a program is bundled into.
  return fileURLToPath(new URL(`../../../apps/${name}/${file}`, import.meta.url));
};
