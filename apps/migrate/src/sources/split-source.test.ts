import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zipOf } from '../testing/archive-bytes.ts';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { readSkillSources } from './read-skill-sources.ts';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const json = (path: string, value: unknown): string => folder.write(path, JSON.stringify(value));

const read = async (below = '') => {
  const sources = await readSkillSources(join(folder.path, below));
  return sources.map(({ root, skills, skipped }) => ({
    root: root.slice(folder.path.length),
    skills: skills.map(({ path }) => path),
    skipped,
  }));
};

describe('a project', () => {
  test('gives the skills of each agent as a root of its own, then all others [migrate.sources, migrate.scan]', async () => {
    folder.write('.claude/skills/a/SKILL.md');
    folder.write('.agents/skills/b/SKILL.md');
    folder.write('tools/c/SKILL.md');
    folder.write('src/main.ts');
    expect(await read()).toEqual([
      { root: '/.claude/skills', skills: ['a'], skipped: [] },
      { root: '/.agents/skills', skills: ['b'], skipped: [] },
      { root: '', skills: ['tools/c'], skipped: [] },
    ]);
  });

  test('has roots with the keys that they have when they are named themselves', async () => {
    const place = 'p/50% #1? ä'.normalize('NFC');
    folder.write(`${place}/.claude/skills/a/SKILL.md`);
    for (const project of ['p', place]) {
      const [found] = await readSkillSources(join(folder.path, project));
      const [direct] = await readSkillSources(join(folder.path, place, '.claude/skills'));
      expect(found).toMatchObject({ root: direct?.root, key: direct?.key });
      expect(found?.skills.map(({ path }) => path)).toEqual(['a']);
    }
  });

  test('that is the working folder names its roots as if they had been named', async () => {
    folder.write('.claude/skills/a/SKILL.md');
    const before = process.cwd();
    process.chdir(folder.path);
    try {
      const [byFolder] = await readSkillSources('.');
      const [direct] = await readSkillSources('.claude/skills');
      expect(byFolder).toMatchObject({ root: '.claude/skills', key: direct?.key });
    } finally {
      process.chdir(before);
    }
  });

  test('leaves out installed packages and says so, but not those within a skill', async () => {
    folder.write('.claude/skills/a/SKILL.md');
    folder.write('.claude/skills/a/node_modules/x/index.js');
    folder.write('node_modules/x/skills/y/SKILL.md');
    folder.write('tools/c/SKILL.md');
    const [own, rest] = await readSkillSources(folder.path);
    expect(own?.skills[0]?.files.map(({ path }) => path)).toEqual(['SKILL.md', 'node_modules/x/index.js']);
    expect(rest?.skipped).toEqual(['Skipping node_modules: it holds installed packages.']);
  });

  test('lends no file of its own to a link in its skills [skills.no-escape]', async () => {
    folder.write('.env', 'secret');
    folder.write('key.md', 'secret');
    folder.write('.claude/skills/a/SKILL.md');
    folder.write('tools/c/SKILL.md');
    symlinkSync('../../../key.md', join(folder.path, '.claude/skills/a/key.md'));
    symlinkSync('../../.env', join(folder.path, 'tools/c/env'));
    const [own, rest] = await readSkillSources(folder.path);
    for (const source of [own, rest]) {
      expect(source?.skills[0]?.files.map(({ path }) => path)).toEqual(['SKILL.md']);
      expect(source?.skills[0]?.findings).toMatchObject([{ code: 'symlink_escapes' }]);
    }
  });
});

describe('a plugin', () => {
  test('gives its skills and tells of those that it does not name [migrate.sources]', async () => {
    json('.claude-plugin/plugin.json', { name: 'p', skills: ['./extra/one', './more'] });
    for (const path of ['skills/a', 'skills/team/b', 'extra/one', 'extra/two', 'more/c', 'tests/fixture']) {
      folder.write(`${path}/SKILL.md`);
    }
    expect(await read()).toEqual([
      {
        root: '',
        skills: ['extra/one', 'more/c', 'skills/a', 'skills/team/b'],
        skipped: ['extra/two', 'tests/fixture'].map(
          (path) => `Skipping ${path}: .claude-plugin/plugin.json does not name it. Import that folder to have it.`,
        ),
      },
    ]);
  });

  test('whose manifest cannot be read, or names no skill that is there, is a folder like any other', async () => {
    folder.write('.claude-plugin/plugin.json', '{ broken');
    folder.write('anywhere/a/SKILL.md');
    expect((await read())[0]?.skills).toEqual(['anywhere/a']);
    json('.claude-plugin/plugin.json', { name: 'p' });
    expect((await read())[0]?.skills).toEqual(['anywhere/a']);
  });
});

describe('a marketplace', () => {
  test('gives the skills of the plugins that are in it, and tells of those elsewhere [migrate.sources]', async () => {
    json('.claude-plugin/marketplace.json', {
      metadata: { pluginRoot: './plugins' },
      plugins: [
        { name: 'one', source: './one' },
        { name: 'two', source: './plugins/two', skills: './special' },
        { name: 'far', source: { source: 'github', repo: 'somebody/far' } },
        { name: 'bad', source: '../../outside' },
        { name: 'all', source: './', skills: ['./listed/x'] },
      ],
    });
    for (const path of [
      'plugins/one/skills/a',
      'plugins/two/skills/b',
      'plugins/two/special/c',
      'listed/x',
      'listed/y',
    ]) {
      folder.write(`${path}/SKILL.md`);
    }
    const [source, ...others] = await read();
    expect(others).toEqual([]);
    expect(source?.skills).toEqual([
      'listed/x',
      'plugins/one/skills/a',
      'plugins/two/skills/b',
      'plugins/two/special/c',
    ]);
    expect(source?.skipped).toEqual([
      'Skipping far: the marketplace takes this plugin from elsewhere. Fetch it and import its folder.',
      'Skipping bad: its source leads out of the folder that is imported. Not followed.',
      'Skipping listed/y: .claude-plugin/marketplace.json does not name it. Import that folder to have it.',
    ]);
  });

  test('may be packed, with one folder at its top', async () => {
    const manifest = JSON.stringify({ plugins: [{ name: 'one', source: './one' }] });
    const bytes = await zipOf([
      { name: 'repo-main/.claude-plugin/marketplace.json', content: manifest },
      { name: 'repo-main/one/skills/a/SKILL.md' },
      { name: 'repo-main/docs/SKILL.md' },
    ]);
    folder.write('repo.zip', bytes);
    expect((await read('repo.zip'))[0]?.skills).toEqual(['repo-main/one/skills/a']);
  });
});

test('of a plugin that points out of its folder nothing is read there [skills.no-escape]', async () => {
  folder.write('outside/x/SKILL.md');
  json('p/.claude-plugin/plugin.json', { name: 'p', skills: '../outside' });
  folder.write('p/skills/a/SKILL.md');
  const [source] = await read('p');
  expect(source?.skills).toEqual(['skills/a']);
  expect(source?.skipped).toEqual(['Skipping ../outside: it leads out of the folder that is imported. Not followed.']);
});
