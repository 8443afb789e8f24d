import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadConfig } from '@tmws/config';
import { expect, test } from 'vitest';
import { startFailure } from './start-failure.ts';

test('a core that ended without a word on a disk without room is a full disk', async () => {
  const child = spawn(process.execPath, ['--eval', 'process.exit(1)'], { stdio: 'ignore' });
  await once(child, 'exit');
  // A file system that never has any room.
  const config = loadConfig({ TMWS_DATA_DIR: '/proc' });
  expect(await startFailure(config, { child, logStart: 0, spawnError: () => undefined })).toMatchObject({
    reason: 'STORAGE_FULL',
    code: 'RESOURCE_EXHAUSTED',
    metadata: { data_dir: '/proc' },
  });
});
