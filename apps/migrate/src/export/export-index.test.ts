import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { beginJournal, noteEntry, readIndex, writeIndex } from './export-index.ts';

const ENTRY = { name: 'a', pattern_id: 'p', pattern_name: 'a', version: '1.0.0', files: [] };

test('what was put in its place is known before and after the index is written', async () => {
  using folder = temporaryFolder();
  await beginJournal(folder.path);
  await noteEntry(folder.path, ENTRY);
  expect(await readIndex(folder.path)).toEqual([ENTRY]);
  await writeIndex(folder.path, [ENTRY]);
  expect(await readIndex(folder.path)).toEqual([ENTRY]);
});

test('no file that a link leads to is written', async () => {
  using folder = temporaryFolder();
  const outside = folder.write('outside', 'mine');
  for (const name of ['.tmws-export.jsonl', '.tmws-export.jsonl.new']) symlinkSync(outside, join(folder.path, name));
  await expect(beginJournal(folder.path)).rejects.toThrow();
  await expect(noteEntry(folder.path, ENTRY)).rejects.toThrow();
  await expect(writeIndex(folder.path, [ENTRY])).rejects.toThrow();
  expect(readFileSync(outside, 'utf8')).toBe('mine');
});
