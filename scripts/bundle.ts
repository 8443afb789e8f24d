import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a frontend into one file, so that it starts without resolving packages:
 * `node scripts/bundle.ts ENTRY PROGRAM`, e.g. `src/main.ts tmws`, from the package's folder. Writes `dist/PROGRAM.js`,
 * a loader that switches Node's compile cache on, and the bundle beside it.
 */
const [entry, program] = process.argv.slice(2);
if (entry === undefined || program === undefined) {
  throw new Error('Usage: node scripts/bundle.ts ENTRY PROGRAM');
}

const bundle = `${program}.bundle.js`;
const loader = `#!/usr/bin/env node
import module from 'node:module';

module.enableCompileCache?.();
await import('./${bundle}');
`;

await mkdir('dist', { recursive: true });
const earlier = (await readdir('dist')).filter(
  (file) => file.startsWith(`${program}-`) || file.startsWith(`${program}.`),
);
for (const file of earlier) await rm(path.join('dist', file));

await build({
  entryPoints: { [`${program}.bundle`]: entry },
  outdir: 'dist',
  bundle: true,
  // What a program loads only when it needs it (gRPC above all) stays in chunks of their own.
  splitting: true,
  chunkNames: `${program}-[hash]`,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@tmws/source'],
  // What a package has for bundlers before what it has for Node: UMD asks for its parts in a way that none follows.
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // Packages written for CommonJS ask for Node's own modules through require.
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module';const require = createRequireForBundle(import.meta.url);",
  },
  logLevel: 'warning',
});
const target = path.join('dist', `${program}.js`);
await writeFile(target, loader);
await chmod(target, 0o755);
