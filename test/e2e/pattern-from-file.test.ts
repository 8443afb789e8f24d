import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../harness/temporary-folder.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

let home: TmwsHome;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
  home = await tmwsHome();
});

afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const item = (name: string, changes: object = {}) => ({
  pattern_name: name,
  category: 'files',
  pattern_data: { description: `How to ${name}` },
  access_level: 'team',
  ...changes,
});

const create = async (name: string, content: unknown) => {
  const file = path.join(folder.path, name);
  await writeFile(file, JSON.stringify(content));
  return home.tmws('pattern', 'create', '--from', file);
};

const stored = async (): Promise<readonly string[]> => {
  const { patterns } = await (await home.client()).patterns.listPatterns({ category: 'files' });
  return patterns.map(({ patternName }) => patternName);
};

test('a file of one pattern and one of three are created, and a bad second of three stores nothing [cli.pattern-create-from]', async () => {
  expect((await create('one.json', item('sharpen_kitchen_knives'))).status).toBe(0);
  const three = await create(
    'three.json',
    ['moor_boats', 'moor_airships', 'moor_barges'].map((name) => item(name)),
  );
  expect([three.status, three.stdout.match(/^moor_\w+ +1\.0\.0 /gm)?.length]).toEqual([0, 3]);
  const before = await stored();
  expect(before).toEqual(['sharpen_kitchen_knives', 'moor_boats', 'moor_airships', 'moor_barges']);
  const bad = await create('bad.json', [item('a_first'), item('a_second', { learning_weight: 11 }), item('a_third')]);
  expect(bad).toMatchObject({ status: 6, stdout: '' });
  expect(bad.stderr).toContain('patterns[1]: learning_weight');
  expect(await stored()).toEqual(before);
});

test('patterns of a file without a level are private, and the levels are hinted at [access.choose-level-hint]', async () => {
  const levelless = ['sail_at_night', 'sail_by_day'].map((name) => item(name, { access_level: undefined }));
  expect((await create('levelless.json', levelless)).stderr).toContain('private');
  const { patterns } = await (await home.client()).patterns.listPatterns({ accessLevels: [AccessLevel.PRIVATE] });
  expect(patterns.map(({ patternName }) => patternName)).toEqual(['sail_at_night', 'sail_by_day']);
});

test('tmws pattern lint prints what LintPattern answers, and changes nothing [cli.pattern-lint]', async () => {
  expect((await create('lint.json', item('pattern1'))).status).toBe(0);
  const client = await home.client();
  // Until then near-duplicates are pending.
  await untilEmbedded(client);
  const { patterns } = await client.patterns.listPatterns({ patternName: 'pattern1' });
  const { findings } = await client.patterns.lintPattern({ patternId: patterns[0]?.id ?? '' });
  const printed = JSON.parse((await home.tmws('pattern', 'lint', 'pattern1', '--json')).stdout);
  expect(printed.findings.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual(
    findings.map(({ code, field }) => [code, field]),
  );
  expect((await client.patterns.getPattern({ patternId: patterns[0]?.id ?? '' })).pattern?.revision).toBe(1);
});
