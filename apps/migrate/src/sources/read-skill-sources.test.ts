import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { readSkillSources, rootName } from './read-skill-sources.ts';
import type { SkillFolder, SkillSource } from './skill-folder.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const read = async (below = ''): Promise<SkillSource> => {
  const [source, ...others] = await readSkillSources(join(folder.path, below));
  if (source === undefined || others.length > 0) throw new Error(`${1 + others.length} sources instead of one`);
  return source;
};

const codes = (skill: SkillFolder | undefined): readonly (readonly [string, string])[] =>
  (skill?.findings ?? []).map(({ code, file }) => [code, file]);

const paths = (skill: SkillFolder | undefined): readonly string[] => (skill?.files ?? []).map(({ path }) => path);

describe('a folder of skills', () => {
  test('gives every folder with a SKILL.md at any depth, by path [migrate.scan]', async () => {
    for (const path of ['b', 'a', 'team/y', 'team/deep/er/z']) folder.write(`${path}/SKILL.md`);
    const { skills, skipped } = await read();
    expect(skills.map(({ path }) => path)).toEqual(['a', 'b', 'team/deep/er/z', 'team/y']);
    expect(skipped).toEqual([]);
  });

  test('may be a skill itself', async () => {
    folder.write('SKILL.md');
    folder.write('references/notes.md');
    const { skills, skipped } = await read();
    expect(skills).toHaveLength(1);
    expect(skills[0]?.path).toBe('');
    expect(paths(skills[0])).toEqual(['SKILL.md', 'references/notes.md']);
    expect(skipped).toEqual([]);
  });

  test('knows a SKILL.md in any case', async () => {
    for (const name of ['a/skill.md', 'b/Skill.MD', 'c/SKILL.md']) folder.write(name);
    folder.write('d/MY-SKILL.md');
    const { skills, skipped } = await read();
    expect(skills.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    expect(skipped).toEqual(['Skipping d - no SKILL.md']);
  });

  test('names direct sub-folders without a SKILL.md, but none that holds skills [migrate.skips]', async () => {
    folder.write('a/SKILL.md');
    folder.write('a/scripts/run.sh');
    folder.write('notes/readme.md');
    folder.write('team/x/SKILL.md');
    folder.write('team/empty/x.md');
    expect((await read()).skipped).toEqual(['Skipping notes - no SKILL.md']);
  });

  test('that is missing, or a file, is named as it was typed [migrate.source-missing]', async () => {
    await expect(readSkillSources('.claude/none')).rejects.toThrow('No .claude/none directory found');
    const file = folder.write('file');
    await expect(readSkillSources(file)).rejects.toThrow(`No ${file} directory found`);
  });

  test('is named to the core as typed, so that it reads as found [migrate.migrated-from]', () => {
    expect(rootName('.claude/skills')).toBe('.claude/skills');
    expect(rootName('./.claude/skills/')).toBe('.claude/skills');
    expect(rootName('././/skills//')).toBe('skills');
    expect(rootName('.')).toBe(process.cwd());
    expect(rootName('a/..')).toBe(process.cwd());
    expect(rootName('/')).toBe('/');
  });
});

describe('the files of a skill', () => {
  test('are all of its folder with their modes and sizes, by path', async () => {
    folder.write('a/SKILL.md', 'text');
    folder.write('a/scripts/run.sh', '#!/bin/sh\n', 0o755);
    folder.write('a/empty');
    folder.write('a/.hidden', 'x', 0o600);
    const { skills } = await read();
    expect(skills[0]?.files.map(({ path, mode, size }) => [path, mode, size])).toEqual([
      ['.hidden', 0o600, 1],
      ['SKILL.md', 0o644, 4],
      ['empty', 0o644, 0],
      ['scripts/run.sh', 0o755, 10],
    ]);
  });

  test('keep their names whatever these are', async () => {
    const long = `${'n'.repeat(200)}.md`;
    const decomposed = 'cafe\u0301.md';
    for (const name of ['SKILL.md', long, decomposed, 'a b\nc.md', '日本語/説明.md']) folder.write(`s/${name}`);
    const { skills } = await read();
    expect(paths(skills[0])).toEqual(['SKILL.md', 'a b\nc.md', decomposed, long, '日本語/説明.md'].sort());
  });

  test('are not those of a skill further down, which is a finding', async () => {
    folder.write('a/SKILL.md');
    folder.write('a/own.md');
    folder.write('a/inner/SKILL.md');
    folder.write('a/inner/more.md');
    const { skills } = await read();
    expect(skills.map((skill) => [skill.path, paths(skill)])).toEqual([
      ['a', ['SKILL.md', 'own.md']],
      ['a/inner', ['SKILL.md', 'more.md']],
    ]);
    expect(codes(skills[0])).toEqual([['nested_skill', 'inner']]);
    expect(codes(skills[1])).toEqual([]);
  });

  test('leave out what git keeps', async () => {
    folder.write('a/SKILL.md');
    folder.write('a/.git/config');
    folder.write('b/SKILL.md');
    folder.write('b/.git', 'gitdir: elsewhere');
    const { skills } = await read();
    expect(skills.map(paths)).toEqual([['SKILL.md'], ['SKILL.md']]);
  });

  test('leave out what is neither file nor folder, with a finding', async () => {
    folder.write('a/SKILL.md');
    execFileSync('mkfifo', [join(folder.path, 'a', 'pipe')]);
    const { skills } = await read();
    expect(paths(skills[0])).toEqual(['SKILL.md']);
    expect(codes(skills[0])).toEqual([['special_file_skipped', 'pipe']]);
  });
});

describe('a symbolic link', () => {
  const link = (target: string, path: string): void => symlinkSync(target, join(folder.path, path));

  test('to a file below the root is that file', async () => {
    folder.write('skills/shared.md', 'shared', 0o640);
    folder.write('skills/a/SKILL.md');
    link('../shared.md', 'skills/a/link.md');
    const { skills } = await read('skills');
    const file = skills[0]?.files.find(({ path }) => path === 'link.md');
    expect(file).toMatchObject({ size: 6, mode: 0o640 });
    expect(await file?.read(6)).toEqual({ content: Buffer.from('shared'), mode: 0o640 });
    expect(codes(skills[0])).toEqual([]);
  });

  test('that leaves the root is not followed: to a file, a folder, through another link', async () => {
    folder.write('secret.md', 'secret');
    mkdirSync(join(folder.path, 'elsewhere'));
    folder.write('elsewhere/SKILL.md');
    folder.write('skills/a/SKILL.md');
    link('/etc/passwd', 'skills/a/absolute');
    link('../../secret.md', 'skills/a/relative');
    link('../../elsewhere', 'skills/a/folder');
    link('relative', 'skills/a/twice');
    const { skills } = await read('skills');
    expect(skills).toHaveLength(1);
    expect(paths(skills[0])).toEqual(['SKILL.md']);
    expect(codes(skills[0])).toEqual([
      ['symlink_escapes', 'absolute'],
      ['symlink_escapes', 'folder'],
      ['symlink_escapes', 'relative'],
      ['symlink_escapes', 'twice'],
    ]);
  });

  test('to a folder whose name begins like the root is out of it', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('skills-other/x.md');
    link('../../skills-other/x.md', 'skills/a/x.md');
    expect(codes((await read('skills')).skills[0])).toEqual([['symlink_escapes', 'x.md']]);
  });

  test('that leads nowhere, in a circle, or to a folder is not followed', async () => {
    folder.write('a/SKILL.md');
    link('nowhere', 'a/dangling');
    link('circle', 'a/circle');
    link('.', 'a/self');
    const { skills } = await read();
    expect(paths(skills[0])).toEqual(['SKILL.md']);
    expect(codes(skills[0])).toEqual([
      ['symlink_skipped', 'circle'],
      ['symlink_skipped', 'dangling'],
      ['symlink_skipped', 'self'],
    ]);
  });

  test('beside the skills is told of', async () => {
    folder.write('skills/a/SKILL.md');
    folder.write('elsewhere/b/SKILL.md');
    link('../elsewhere/b', 'skills/b');
    const { skills, skipped } = await read('skills');
    expect(skills.map(({ path }) => path)).toEqual(['a']);
    expect(skipped).toEqual([expect.stringMatching(/^Skipping b: The symbolic link leads out/)]);
  });

  test('may be the root itself', async () => {
    folder.write('skills/a/SKILL.md');
    link('skills', 'linked');
    expect((await read('linked')).skills.map(({ path }) => path)).toEqual(['a']);
  });
});
