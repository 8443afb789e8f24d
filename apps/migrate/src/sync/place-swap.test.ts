import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { endSwap } from './place-swap.ts';

let temporary: TemporaryFolder;
let root: string;
let state: string;

beforeEach(() => {
  temporary = temporaryFolder();
  root = join(temporary.path, 'skills');
  state = join(root, '.tmws-sync');
  mkdirSync(join(state, 'former'), { recursive: true });
  writeFileSync(join(state, 'former', 'SKILL.md'), 'former');
});
afterEach(() => temporary[Symbol.dispose]());

const note = (path: string): void => writeFileSync(join(state, 'former.json'), JSON.stringify(path));

test('a swap that was broken off gives the former folder back', async () => {
  note('group/mine');
  await endSwap(root, state);
  expect(existsSync(join(root, 'group/mine/SKILL.md'))).toBe(true);
});

test.each(['../outside', '../../outside', '/outside', 'linked/outside', 'a\\..\\..\\outside', ''])(
  'what came with a folder from somebody else moves nothing out of it: %j',
  async (path) => {
    symlinkSync(temporary.path, join(root, 'linked'));
    note(path);
    await endSwap(root, state);
    expect(existsSync(join(temporary.path, 'outside'))).toBe(false);
    expect(existsSync('/outside')).toBe(false);
  },
);
