import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { endSwap, swapFolder } from './place-swap.ts';

let folder: TemporaryFolder;
let state: string;

beforeEach(() => {
  folder = temporaryFolder();
  state = join(folder.path, 'state');
  mkdirSync(state);
  folder.write('team/knots/SKILL.md', 'old');
});
afterEach(() => folder[Symbol.dispose]());

const present = (): string => readFileSync(join(folder.path, 'team/knots/SKILL.md'), 'utf8');

const swap = (isExpected: boolean): Promise<boolean> =>
  swapFolder(join(folder.path, 'made'), {
    root: folder.path,
    state,
    path: 'team/knots',
    isExpected: async () => isExpected,
  });

test('a folder takes the place of another as a whole', async () => {
  folder.write('made/SKILL.md', 'new');
  expect(await swap(true)).toBe(true);
  expect(present()).toBe('new');
  expect([existsSync(join(state, 'former')), existsSync(join(state, 'former.json'))]).toEqual([false, false]);
});

test('a folder that changed meanwhile goes back to its place', async () => {
  folder.write('made/SKILL.md', 'new');
  expect(await swap(false)).toBe(false);
  expect(present()).toBe('old');
  expect(existsSync(join(state, 'former'))).toBe(false);
});

test('one that was broken off before the new folder came gets the former one back, its parents too', async () => {
  folder.write('state/former.json', '"team/knots"');
  folder.write('state/former/SKILL.md', 'old');
  rmSync(join(folder.path, 'team'), { recursive: true });
  await endSwap(folder.path, state);
  expect(present()).toBe('old');
  expect(existsSync(join(state, 'former.json'))).toBe(false);
});

test('one that was broken off after the new folder came keeps it', async () => {
  folder.write('state/former.json', '"team/knots"');
  folder.write('state/former/SKILL.md', 'older');
  await endSwap(folder.path, state);
  expect(present()).toBe('old');
  expect(existsSync(join(state, 'former'))).toBe(false);
});

test('a note that was not written whole moves nothing', async () => {
  folder.write('state/former.json', '"team');
  await endSwap(folder.path, state);
  expect(present()).toBe('old');
});
