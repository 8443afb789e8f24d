import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hasPython, preparePythonClient } from '../harness/python-client.ts';
import { REPOSITORY, run } from '../harness/run.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const EXAMPLES = path.join(REPOSITORY, 'examples/clients');
const python = await hasPython();

test('the examples of the specification print in TypeScript what the specification says [docs.examples]', async () => {
  await using home = await tmwsHome();
  await untilEmbedded(await home.client());
  const program = path.join(EXAMPLES, 'typescript/specification.ts');
  const { status, stdout, stderr } = await run(process.execPath, [program], home.env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe(await readFile(path.join(EXAMPLES, 'specification/expected.txt'), 'utf8'));
});

test.skipIf(!python && process.env.CI !== 'true')(
  'the examples of the specification print the same in Python [grpc.other-languages]',
  async () => {
    const runPython = await preparePythonClient();
    await using home = await tmwsHome();
    await untilEmbedded(await home.client());
    const { status, stdout, stderr } = await runPython('specification.py', [], home.env);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(await readFile(path.join(EXAMPLES, 'specification/expected.txt'), 'utf8'));
  },
  300_000,
);
