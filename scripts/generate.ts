/**
 * Makes everything that follows from `proto/`: the TypeScript code of packages/contract, its list of exports and its
 * descriptor set. `--check` changes nothing: it fails, naming the files, where what is committed is not what would be
 * made, where the proto files break lint or format, or where they break clients of the baseline. `--baseline` makes
 * the present contract the baseline of `buf breaking`: do it at a release.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = dirname(import.meta.dirname);
const GENERATED = 'packages/contract/src/gen';
const INDEX = 'packages/contract/src/index.ts';
const DESCRIPTOR = 'packages/contract/descriptor/tmws.binpb';
const BASELINE = 'proto/baseline.binpb';

const INDEX_HEADER = `/**
 * The contract in TypeScript: messages, enums and services of package tmws.learning.v1, and the messages of
 * google.rpc and google.protobuf that they use. Made by scripts/generate.ts from proto/; change it there.
 */
`;

/** Runs a program of node_modules in the repository root, and throws its output where it fails. */
function runTool(script: string, args: readonly string[], input?: string): string {
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${script} ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

const buf = (...args: readonly string[]): string => runTool('@bufbuild/buf/bin/buf', args);

/** Paths of all files below a folder, relative to it, with `/`, sorted. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

interface ExportedName {
  readonly name: string;
  /** Whether there is no value of that name. */
  readonly typeOnly: boolean;
}

const DECLARATION = /^export (const|interface|type) (\w+)/gm;

/** The names that a generated file offers: codecs, message types, enums and services, not the entries of maps. */
function exportedNames(source: string): ExportedName[] {
  const kinds = new Map<string, boolean>();
  for (const [, kind, name] of source.matchAll(DECLARATION)) {
    if (!name || name.endsWith('Entry')) continue;
    kinds.set(name, (kinds.get(name) ?? true) && kind !== 'const');
  }
  return [...kinds].map(([name, typeOnly]) => ({ name, typeOnly }));
}

/** The text of the package's index: each generated name once, by file. */
function renderIndex(generated: string): string {
  const seen = new Set<string>();
  const statements: string[] = [];
  for (const file of filesBelow(generated)) {
    const names = exportedNames(readFileSync(join(generated, file), 'utf8')).filter(({ name }) => !seen.has(name));
    for (const { name } of names) seen.add(name);
    const list = names.map(({ name, typeOnly }) => (typeOnly ? `type ${name}` : name));
    if (list.length > 0) statements.push(`export { ${list.join(', ')} } from './gen/${file}';`);
  }
  const text = INDEX_HEADER + statements.join('\n');
  return runTool('@biomejs/biome/bin/biome', ['check', '--write', `--stdin-file-path=${INDEX}`], text);
}

/** Makes all files below `target`, at the paths that they have below the repository root. */
function generateInto(target: string): void {
  buf('generate', '--output', target);
  writeFileSync(join(target, INDEX), renderIndex(join(target, GENERATED)));
  mkdirSync(dirname(join(target, DESCRIPTOR)), { recursive: true });
  buf('build', '--as-file-descriptor-set', '--exclude-source-info', '--output', join(target, DESCRIPTOR));
}

/** Paths of the files that differ between a fresh generation and the repository, or that only one of them has. */
function driftedFiles(fresh: string): string[] {
  const inGenerated = (root: string): string[] =>
    filesBelow(join(root, GENERATED)).map((file) => `${GENERATED}/${file}`);
  const paths = new Set([...inGenerated(ROOT), ...inGenerated(fresh), INDEX, DESCRIPTOR]);
  const read = (root: string, path: string): Buffer | undefined =>
    existsSync(join(root, path)) ? readFileSync(join(root, path)) : undefined;
  return [...paths].filter((path) => {
    const [committed, made] = [read(ROOT, path), read(fresh, path)];
    return !committed || !made || !committed.equals(made);
  });
}

/** Runs a step, and gives the message of its failure, if it fails. */
function failureOf(step: () => void): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function check(): string[] {
  const fresh = mkdtempSync(join(tmpdir(), 'tmws-generate-'));
  try {
    return [
      () => void buf('lint'),
      () => void buf('format', '--diff', '--exit-code'),
      () => void buf('breaking', '--against', BASELINE),
      () => {
        generateInto(fresh);
        const drifted = driftedFiles(fresh);
        if (drifted.length > 0) throw new Error(`Not as generated; run "npm run generate":\n  ${drifted.join('\n  ')}`);
      },
    ].flatMap((step) => failureOf(step) ?? []);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function generate(): void {
  buf('format', '--write');
  buf('lint');
  generateInto(ROOT);
}

const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg !== '--check' && arg !== '--baseline');
if (unknown.length > 0) {
  process.stderr.write(`Unknown argument ${unknown.join(' ')}. Use --check, --baseline, or none.\n`);
  process.exitCode = 2;
} else if (args.includes('--check')) {
  const failures = check();
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} else {
  generate();
  if (args.includes('--baseline')) buf('build', '--exclude-source-info', '--output', BASELINE);
}
