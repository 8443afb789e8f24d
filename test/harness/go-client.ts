import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Finished, REPOSITORY, run } from './run.ts';

const EXAMPLE = path.join(REPOSITORY, 'examples/clients/go');
const PATTERNS = path.join(REPOSITORY, 'examples/clients/specification/patterns.json');
const PROTO = path.join(REPOSITORY, 'proto');
const CACHE = path.join(REPOSITORY, 'node_modules/.cache');

/** The machine's own Go: another toolchain, which a Go would get for itself, is nothing that tests should download. */
const GO_ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, GOTOOLCHAIN: 'local' };

const go = (...args: readonly string[]): Promise<Finished> => run('go', args, GO_ENVIRONMENT);

const must = async (...args: readonly string[]): Promise<void> => {
  const { status, stderr } = await go(...args);
  if (status !== 0) throw new Error(`go ${args.join(' ')} failed: ${stderr.slice(-2_000)}`);
};

/** Whether the machine has a Go that is not older than what the example client's go.mod demands. */
export const hasGo = async (): Promise<boolean> => {
  const found = await go('list', '-C', EXAMPLE, '-m').catch(() => undefined);
  return found?.status === 0;
};

/** What the program is made of: the contract, and the example's files but the stubs that are made of the contract. */
const digestOfSources = async (): Promise<string> => {
  const proto = (await readdir(PROTO, { recursive: true })).filter((file) => file.endsWith('.proto'));
  const example = (await readdir(EXAMPLE)).filter((file) => /\.(go|mod|sum|yaml)$/.test(file));
  const digest = createHash('sha256');
  const files = [...proto.map((file) => path.join(PROTO, file)), ...example.map((file) => path.join(EXAMPLE, file))];
  for (const file of files.sort()) digest.update(`${file}\0`).update(await readFile(file));
  return digest.digest('hex');
};

/** The built program, made once as the example's README says: stubs from the contract, then the build. */
const program = async (): Promise<string> => {
  const built = path.join(CACHE, `tmws-go-${(await digestOfSources()).slice(0, 12)}`);
  if (!existsSync(built)) {
    const fresh = `${built}.${process.pid}`;
    await mkdir(CACHE, { recursive: true });
    await must('generate', '-C', EXAMPLE);
    await must('build', '-C', EXAMPLE, '-buildvcs=false', '-o', fresh, '.');
    await rename(fresh, built);
  }
  return built;
};

/** Prepares the example client in Go; the answer runs it for a user. */
export const prepareGoClient = async (): Promise<(env: NodeJS.ProcessEnv) => Promise<Finished>> => {
  const built = await program();
  return (env) => run(built, ['-patterns', PATTERNS], env);
};
