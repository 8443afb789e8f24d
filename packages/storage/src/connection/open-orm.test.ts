import { expect, test } from 'vitest';
import { temporaryStorage } from '../testing/temporary-storage.ts';
import { makeDurable, openNative } from './open-orm.ts';

test('the connection that writes syncs each commit to the disk [reliability.power-loss]', async () => {
  await using world = await temporaryStorage();
  const native = openNative(`${world.folder}/tmws.db`);
  makeDurable(native);
  const FULL = 2;
  expect(native.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(native.pragma('synchronous', { simple: true })).toBe(FULL);
  native.close();
});
