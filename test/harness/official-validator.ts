import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { REPOSITORY, run } from './run.ts';

const VALIDATOR = 'skills-ref==0.1.1';

const VALIDATE = `
import json, os, pathlib, sys
from skills_ref.validator import validate
def judged(folder):
    try:
        return validate(pathlib.Path(folder))
    except Exception as error: # it ends so on bytes and characters that it does not take
        return [str(error)]
folders = [at for at, _, names in os.walk(sys.argv[1]) if any(name.lower() == "skill.md" for name in names)]
print(json.dumps([[folder, judged(folder)] for folder in folders]))
`;

/** The interpreter of a virtual environment with the official validator, made once. */
const validatorPython = async (): Promise<string> => {
  const digest = createHash('sha256').update(VALIDATOR).digest('hex').slice(0, 12);
  const environment = path.join(REPOSITORY, 'node_modules/.cache', `tmws-validator-${digest}`);
  const python = path.join(environment, 'bin/python');
  if (existsSync(environment)) return python;
  const fresh = `${environment}.${process.pid}`;
  const made = await run('python3', ['-m', 'venv', fresh]);
  const flags = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', VALIDATOR];
  const installed = await run(path.join(fresh, 'bin/python'), flags);
  if (made.status !== 0 || installed.status !== 0) throw new Error(`${made.stderr}${installed.stderr}`.slice(-2_000));
  await rename(fresh, environment);
  return python;
};

/** What the official validator says against each folder below a root that has a skill file; nothing where it takes it. */
export const officialVerdicts = async (
  root: string,
): Promise<readonly (readonly [folder: string, errors: readonly string[]])[]> => {
  const { status, stdout, stderr } = await run(await validatorPython(), ['-c', VALIDATE, root]);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};
