import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Finished, REPOSITORY, run } from './run.ts';

const EXAMPLE = path.join(REPOSITORY, 'examples/clients/python');
const CACHE = path.join(REPOSITORY, 'node_modules/.cache');

const must = async (program: string, args: readonly string[]): Promise<void> => {
  const { status, stderr } = await run(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr.slice(-2_000)}`);
};

/** Whether the machine has the Python that the example client needs. */
export const hasPython = async (): Promise<boolean> => {
  const found = await run('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']).catch(
    () => undefined,
  );
  return found?.status === 0;
};

/** The interpreter of a virtual environment with what a requirements file asks for, made once. */
export const pythonEnvironment = async (requirements: string): Promise<string> => {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const environment = path.join(CACHE, `tmws-python-${digest.slice(0, 12)}`);
  if (!existsSync(environment)) {
    const fresh = `${environment}.${process.pid}`;
    await rm(fresh, { recursive: true, force: true });
    await must('python3', ['-m', 'venv', fresh]);
    await must(path.join(fresh, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]);
    await rename(fresh, environment);
  }
  return path.join(environment, 'bin/python');
};

/** Prepares the example client as its README says: requirements, then stubs from the contract. */
export const preparePythonClient = async (): Promise<
  (script: string, args: readonly string[], env: NodeJS.ProcessEnv) => Promise<Finished>
> => {
  const python = await pythonEnvironment(path.join(EXAMPLE, 'requirements.txt'));
  await must(python, [path.join(EXAMPLE, 'generate.py')]);
  return (script, args, env) => run(python, [path.join(EXAMPLE, script), ...args], env);
};
