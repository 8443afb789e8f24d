import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hasGo, prepareGoClient } from '../harness/go-client.ts';
import { REPOSITORY } from '../harness/run.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const EXPECTED = path.join(REPOSITORY, 'examples/clients/specification/expected.txt');
const go = await hasGo();

test.skipIf(!go && process.env.CI !== 'true')(
  'the examples of the specification print the same in Go, with stubs made from the contract [grpc.other-languages]',
  async () => {
    const runGo = await prepareGoClient();
    await using home = await tmwsHome();
    await untilEmbedded(await home.client());
    const { status, stdout, stderr } = await runGo(home.env);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(await readFile(EXPECTED, 'utf8'));
  },
  600_000,
);
