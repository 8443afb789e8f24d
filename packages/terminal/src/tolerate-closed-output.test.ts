import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const program = `
  import { tolerateClosedOutput } from ${JSON.stringify(path.join(import.meta.dirname, 'tolerate-closed-output.ts'))};
  tolerateClosedOutput(process.stdout);
  process.stdout.write('text');
`;

test.skipIf(process.platform !== 'linux')('output that cannot be written is one line on stderr and exit code 1', () => {
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', '"$0" --input-type=module -e "$1" > /dev/full', process.execPath, program],
    {
      encoding: 'utf8',
    },
  );
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('The output could not be written: ')]);
});
