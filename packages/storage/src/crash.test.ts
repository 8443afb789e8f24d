import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createSqliteStorage } from './sqlite-storage.ts';
import { lookInto } from './testing/look-into.ts';
import { storageOptions, temporaryFolder } from './testing/temporary-storage.ts';

const writer = fileURLToPath(new URL('./testing/crash-writer.ts', import.meta.url));

const writeUntilKilled = async (folder: string, acknowledgedBefore: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--conditions=@tmws/source', writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === acknowledgedBefore) child.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
};

describe('A process that is killed', () => {
  test('has lost nothing that it acknowledged, and left nothing half done [reliability.kill-9]', async () => {
    using folder = temporaryFolder();
    const acknowledged: string[] = [];
    for (const count of [1, 7, 40]) acknowledged.push(...(await writeUntilKilled(folder.path, count)));

    const storage = await createSqliteStorage(storageOptions(folder.path));
    const found = await storage.read((store) => store.patterns.findMany(acknowledged));
    expect(acknowledged.length).toBeGreaterThanOrEqual(48);
    expect(new Set(found.map((pattern) => pattern.id))).toEqual(new Set(acknowledged));
    const patterns = await storage.read((store) => store.patterns.count({ kind: 'all', of: [] }));
    expect(await storage.read((store) => store.outbox.countPending('words'))).toBe(patterns);
    await storage.close();
    expect(lookInto(folder.path, 'select count(*) as count from usages')).toEqual([{ count: patterns }]);
    expect(lookInto(folder.path, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });
});
