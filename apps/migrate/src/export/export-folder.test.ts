import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { ExportFolder, type ItemAction } from './export-folder.ts';

let temporary: TemporaryFolder;
let out: string;

beforeEach(() => {
  temporary = temporaryFolder();
  out = join(temporary.path, 'out');
});
afterEach(() => temporary[Symbol.dispose]());

type Files = Readonly<Record<string, string>>;

const open = (isForced = false): Promise<ExportFolder> => ExportFolder.open(out, { isForced });

const put = async (folder: ExportFolder, name: string, files: Files): Promise<ItemAction> => {
  const written = [];
  for (const [path, content] of Object.entries(files)) {
    const writer = await folder.begin(name, { path, mode: path.endsWith('.sh') ? 0o4755 : 0o640 });
    for (const byte of Buffer.from(content)) await writer.write(Uint8Array.of(byte));
    written.push(await writer.end());
  }
  return folder.put({ name, pattern_id: `id-${name}`, pattern_name: name, version: '1.0.0' }, written);
};

const exportAll = async (items: Readonly<Record<string, Files>>, isForced = false): Promise<readonly ItemAction[]> => {
  const folder = await open(isForced);
  const actions: ItemAction[] = [];
  for (const [name, files] of Object.entries(items)) actions.push(await put(folder, name, files));
  await folder.finish();
  return actions;
};

const text = (path: string): string => readFileSync(join(out, path), 'utf8');

const ITEMS = { a: { 'SKILL.md': '# A', 'deep/run.sh': '#!' }, 'b.md': { '': '# B' } };

describe('A folder of an export', () => {
  test('holds each item whole, with the permissions of its files, and an index of digests', async () => {
    expect(await exportAll(ITEMS)).toEqual(['written', 'written']);
    expect(readdirSync(out).toSorted()).toEqual(['a', 'b.md', 'index.json']);
    // What runs as its owner for whoever calls it is not written.
    expect(statSync(join(out, 'a/deep/run.sh')).mode & 0o7777).toBe(0o755);
    expect(statSync(join(out, 'a/SKILL.md')).mode & 0o7777).toBe(0o640);
    const sha256 = createHash('sha256').update('# B').digest('hex');
    expect(JSON.parse(text('index.json'))).toMatchObject({
      made_by: 'tmws-migrate export',
      patterns: [
        { name: 'a', pattern_id: 'id-a', files: [{ path: 'SKILL.md' }, { path: 'deep/run.sh', mode: 0o755 }] },
        { name: 'b.md', files: [{ path: '', size: 3, mode: 0o640, sha256 }] },
      ],
    });
  });

  test('is left as it is where nothing changed, and renewed where the pattern did', async () => {
    await exportAll(ITEMS);
    const index = text('index.json');
    expect(await exportAll(ITEMS)).toEqual(['unchanged', 'unchanged']);
    expect(text('index.json')).toBe(index);
    expect(await exportAll({ a: { 'SKILL.md': '# New' } })).toEqual(['written']);
    expect(readdirSync(join(out, 'a'))).toEqual(['SKILL.md']);
    expect(text('b.md')).toBe('# B');
    expect(JSON.parse(text('index.json')).patterns).toHaveLength(2);
  });

  test('keeps what somebody changed, added or put in its place, unless it is forced', async () => {
    await exportAll(ITEMS);
    appendFileSync(join(out, 'a/SKILL.md'), ' mine');
    rmSync(join(out, 'b.md'));
    symlinkSync('/etc/hostname', join(out, 'b.md'));
    temporary.write('out/c/notes.txt', 'mine');
    const newer = { a: { 'SKILL.md': '# A2' }, 'b.md': { '': '# B2' }, c: { 'SKILL.md': '# C' } };
    expect(await exportAll(newer)).toEqual(['kept', 'kept', 'kept']);
    expect([text('a/SKILL.md'), text('c/notes.txt')]).toEqual(['# A mine', 'mine']);
    expect(await exportAll(newer, true)).toEqual(['written', 'written', 'written']);
    expect([text('a/SKILL.md'), text('b.md'), readdirSync(join(out, 'c'))]).toEqual(['# A2', '# B2', ['SKILL.md']]);
  });

  test('of somebody else is refused, and forced keeps what lies beside', async () => {
    temporary.write('out/mine.txt', 'mine');
    await expect(open()).rejects.toMatchObject({ reason: 'FOLDER_NOT_EMPTY', exitCode: 4 });
    expect(readdirSync(out)).toEqual(['mine.txt']);
    expect(await exportAll(ITEMS, true)).toEqual(['written', 'written']);
    expect(text('mine.txt')).toBe('mine');
    temporary.write('other/index.json', '{}');
    out = join(temporary.path, 'other');
    await expect(open(true)).rejects.toMatchObject({ reason: 'FOLDER_NOT_EMPTY' });
    out = temporary.write('file.txt');
    await expect(open()).rejects.toMatchObject({ reason: 'FOLDER_NOT_EMPTY' });
  });

  test('takes up an export that did not come to its end', async () => {
    const broken = await open();
    await put(broken, 'a', ITEMS.a);
    const writer = await broken.begin('b.md', { path: '', mode: 0o644 });
    await writer.write(Buffer.from('# ha'));
    await writer.end();
    appendFileSync(join(out, '.tmws-export.jsonl'), '{"name":"b.m');
    expect(await exportAll(ITEMS)).toEqual(['unchanged', 'written']);
    expect(readdirSync(out).toSorted()).toEqual(['a', 'b.md', 'index.json']);
    expect(text('b.md')).toBe('# B');
  });

  test('is left by no path, through no link, and by no name of its own files', async () => {
    mkdirSync(out);
    const outside = join(temporary.path, 'outside');
    mkdirSync(outside);
    symlinkSync(outside, join(out, '.tmws-export-partial'));
    const folder = await open(true);
    await put(folder, 'a', { 'SKILL.md': '# A' });
    const hostile = [
      ['a', '../x'],
      ['a', '/x'],
      ['a', 'x/../../y'],
      ['a', 'x//y'],
      ['a', 'x\\y'],
      ['a', 'x\0'],
      ['..', 'x'],
      ['', 'x'],
      ['a/b', 'x'],
      ['index.json', ''],
      ['.tmws-export.jsonl', ''],
    ] as const;
    for (const [name, path] of hostile) {
      await expect(folder.begin(name, { path, mode: 0o644 })).rejects.toThrow('may not be written');
    }
    await folder.finish();
    expect(readdirSync(outside)).toEqual([]);
    expect(readdirSync(temporary.path).toSorted()).toEqual(['out', 'outside']);
  });
});
