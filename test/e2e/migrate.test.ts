import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pattern } from '@tmws/contract';
import { PatternView, SearchMode } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

interface Result {
  readonly path: string;
  readonly action: string;
  readonly pattern_id: string;
  readonly findings: readonly { readonly code: string }[];
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452ffd8ffe000', 'hex');
const LONG = `# Long\n\n${'filler words '.repeat(24_000)}\n\nzyzzyva\n`;

/** Skills as people write them, by path. */
const SKILLS: Readonly<Record<string, string | Buffer>> = {
  'database_optimization/SKILL.md':
    '# Database Query Optimization\n\n## Description\nOptimize slow database queries using composite indexes.\n\n## When to Use\n- A PostgreSQL SELECT is slow\n\n## Steps\n1. Run EXPLAIN ANALYZE\n2. Create an index\n',
  'database_optimization/examples/postgres_index.sql': 'CREATE INDEX i ON posts(user_id);\n',
  'database_optimization/picture.png': PNG,
  'database_optimization/scripts/run.sh': '#!/bin/sh\n',
  'signed/SKILL.md':
    '---\nname: signed\ndescription: A signed one.\nauthor: somebody\nargument-hint: "[file]"\n---\n# T\n',
  'long/SKILL.md': LONG,
  'clash/SKILL.md': '---\nname: clash\ndescription: Two files.\n---\n# T\n',
  'clash/a.md': 'lower\n',
  'clash/A.md': 'upper\n',
};

let folder: TemporaryFolder;
let home: TmwsHome;
let results: readonly Result[];

const importAll = async (...flags: readonly string[]): Promise<readonly Result[]> => {
  const { stdout } = await home.migrate('import', path.join(folder.path, '.claude/skills'), '--json', ...flags);
  return JSON.parse(stdout).results;
};

const idOf = (name: string): string => results.find((result) => result.path === name)?.pattern_id ?? '';

const patternOf = async (name: string): Promise<Pattern | undefined> =>
  (await (await home.client()).patterns.getPattern({ patternId: idOf(name) })).pattern;

const readBack = async (name: string, file: string): Promise<{ readonly content: Buffer; readonly mode: number }> => {
  const chunks: Uint8Array[] = [];
  let mode = 0;
  for await (const { part } of (await home.client()).skills.readSkillFile({ patternId: idOf(name), path: file })) {
    if (part?.$case === 'file') mode = part.value.mode;
    if (part?.$case === 'chunk') chunks.push(part.value);
  }
  return { content: Buffer.concat(chunks), mode };
};

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
  for (const [name, content] of Object.entries(SKILLS)) {
    const file = path.join(folder.path, '.claude/skills', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    if (name.endsWith('.sh')) await chmod(file, 0o755);
  }
  results = await importAll();
  await untilEmbedded(await home.client());
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test('imported skills are TEAM patterns of the caller in its namespace, each reported with its id [migrate.owner, migrate.report, migrate.access-team]', async () => {
  expect(results.map(({ action }) => action)).toEqual(['created', 'created', 'created', 'created']);
  const pattern = await patternOf('signed');
  expect(pattern).toMatchObject({ agentId: 'tester', namespace: 'default', accessLevel: 2, learningWeight: 5 });
  expect(pattern?.patternData?.original_frontmatter).toMatchObject({ author: 'somebody', 'argument-hint': '[file]' });
});

test('a level and a namespace that are named are taken [migrate.access-team, migrate.namespace]', async () => {
  const [first] = await importAll('--namespace', 'trinitas-agents', '--access-level', 'public');
  const { pattern } = await (await home.client()).patterns.getPattern({ patternId: first?.pattern_id ?? '' });
  expect(pattern).toMatchObject({ namespace: 'trinitas-agents', accessLevel: 4 });
});

test('every file is kept with its mode, also those whose names differ in case, which is a finding [skills.files-kept, skills.case-clash]', async () => {
  for (const name of Object.keys(SKILLS)) {
    const [skill = '', ...rest] = name.split('/');
    const original = path.join(folder.path, '.claude/skills', name);
    const stored = await readBack(skill, rest.join('/'));
    expect([name, stored.content.equals(await readFile(original))]).toEqual([name, true]);
    expect(stored.mode).toBe((await stat(original)).mode & 0o777);
  }
  const clash = results.find((result) => result.path === 'clash');
  expect(clash?.findings.map(({ code }) => code)).toContain('names_differ_in_case');
});

test('a skill of 300 KiB is cut in its data alone: its last word finds it [skills.body-cut]', async () => {
  expect(LONG.length).toBeGreaterThan(300 * 1024);
  const { hits } = await (await home.client()).patterns.searchPatterns({
    queryText: 'zyzzyva',
    mode: SearchMode.LEXICAL,
  });
  expect(hits.map(({ pattern }) => pattern?.patternName)).toContain('long');
  expect(JSON.stringify((await patternOf('long'))?.patternData).length).toBeLessThanOrEqual(256 * 1024);
});

test('an imported skill is applied to what it is for [migrate.found-after]', async () => {
  const client = await home.client();
  for (const patternQuery of ['optimize database queries', 'PostgreSQL slow SELECT']) {
    const { found, patterns } = await client.learning.applyPattern({ patternQuery, context: '' });
    expect([patternQuery, found, patterns[0]?.patternName]).toEqual([patternQuery, true, 'database_optimization']);
  }
});

test('imported skills are told by their namespace and where they came from [migrate.verify]', async () => {
  const client = await home.client();
  await client.patterns.createPattern({ patternName: 'authored', category: 'c', patternData: { a: 1 } });
  const { hits } = await client.patterns.searchPatterns({
    namespace: 'default',
    pageSize: 100,
    view: PatternView.FULL,
  });
  const migrated = hits.filter(({ pattern }) => pattern?.patternData?.migrated_from !== undefined);
  expect(migrated.map(({ pattern }) => pattern?.patternName).toSorted()).toEqual(
    results.map((result) => result.path).toSorted(),
  );
});
