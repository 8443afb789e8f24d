import { fileURLToPath } from 'node:url';

const isSource = import.meta.url.endsWith('.ts');

/** Path of the core's program beside this one: its source when this one runs from source, else what was built. */
export const CORE_ENTRY: string = fileURLToPath(
  new URL(isSource ? '../../core/src/main.ts' : '../../core/dist/main.js', import.meta.url),
);
