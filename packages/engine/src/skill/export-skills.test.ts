import { afterEach, expect, test } from 'vitest';
import { deletePattern } from '../pattern/delete-pattern.ts';
import { updatePattern } from '../pattern/update-pattern.ts';
import type { SkillRenderer } from '../ports/skill-renderer.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type ExportedSkill, type ExportSkillsInput, exportSkills } from './export-skills.ts';
import { getSkill } from './get-skill.ts';
import { importSkill } from './import-skill.ts';
import { listSkills } from './list-skills.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const start = async (...names: readonly string[]): Promise<{ engine: TestEngine; ids: readonly string[] }> => {
  const engine = await createTestEngine();
  engines.push(engine);
  const ids: string[] = [];
  for (const path of names) {
    engine.clock.advance(1_000);
    const content = new TextEncoder().encode(`description: Do ${path}.\n`);
    const { pattern } = await importSkill(engine, ann, {
      folder: { root: 'home', path, files: [{ path: 'skill.md', mode: 0o600, content }] },
      options: { sourceKey: 'file:///machine/of/ann', namespace: undefined, accessLevel: undefined },
      findings: [],
    });
    ids.push(pattern?.id ?? '');
  }
  return { engine, ids };
};

/** Writes what it is given: the stored files, and the form as a file. */
const renderer: SkillRenderer = {
  render: ({ pattern, files, form, skillFile }) => ({
    name: pattern.patternName,
    files: [
      ...files.map(({ path }) => ({ kind: 'stored', path }) as const),
      { kind: 'made', path: `${form} ${skillFile?.length ?? 'none'}`, mode: 0o644, content: Uint8Array.of(7) },
    ],
    findings: [],
  }),
};

const asking = (over: Partial<ExportSkillsInput> = {}): ExportSkillsInput => ({
  patternIds: [],
  namespace: undefined,
  agentId: undefined,
  form: 'ORIGINAL',
  asAdmin: false,
  renderer,
  ...over,
});

const all = async (skills: AsyncIterable<ExportedSkill>): Promise<readonly ExportedSkill[]> => {
  const found: ExportedSkill[] = [];
  for await (const skill of skills) found.push(skill);
  return found;
};

test('An export sends heads in the order of their creation, named ones in the order of the call, each once', async () => {
  const { engine, ids } = await start('one', 'two');
  const names = async (patternIds: readonly string[]): Promise<readonly string[]> =>
    (await all(exportSkills(engine, bob, asking({ patternIds })))).map(({ name }) => name);
  expect(await names([])).toEqual(['one', 'two']);
  expect(await names([ids[1] ?? '', ids[0] ?? '', ids[1] ?? ''])).toEqual(['two', 'one']);
});

test('A file is read when it is asked for, and made ones carry their digest', async () => {
  const { engine, ids } = await start('one');
  const [skill] = await all(exportSkills(engine, bob, asking({ patternIds: ids })));
  expect(skill?.files.map(({ file: { path, mode, size } }) => [path, mode, size])).toEqual([
    ['skill.md', 0o600, 21],
    ['ORIGINAL 21', 0o644, 1],
  ]);
  expect(skill?.files[1]?.file.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(new TextDecoder().decode(await skill?.files[0]?.content())).toBe('description: Do one.\n');
});

test('A skill stays original while its data does: a new tag changes no file, a new text does', async () => {
  const { engine, ids } = await start('one');
  const [patternId = ''] = ids;
  const form = async (): Promise<string | undefined> =>
    (await all(exportSkills(engine, ann, asking({ patternIds: ids }))))[0]?.files[1]?.file.path;
  await updatePattern(engine, ann, { patternId, change: { tags: ['new'] } });
  expect(await form()).toBe('ORIGINAL 21');
  await updatePattern(engine, ann, { patternId, change: { patternData: { description: 'New.' } } });
  expect(await form()).toBe('PORTABLE none');
});

test('A head that is deleted while an export runs is left out, a named one ends it', async () => {
  for (const isNamed of [false, true]) {
    const { engine, ids } = await start('one', 'two');
    const skills = exportSkills(engine, ann, asking({ patternIds: isNamed ? ids : [] }));
    expect((await skills.next()).value?.name).toBe('one');
    await deletePattern(engine, ann, { patternId: ids[1] ?? '' });
    if (isNamed) await expect(skills.next()).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    else expect((await skills.next()).done).toBe(true);
  }
});

test('A skill tells the root as the sender named it, never what tells that root from others', async () => {
  const { engine, ids } = await start('tools/one');
  const { skills } = await listSkills(engine, bob, {
    namespace: undefined,
    agentId: undefined,
    serveAsSkill: undefined,
    patternName: 'one',
    sourceRoot: undefined,
    pageSize: 0,
    pageToken: '',
  });
  const { skill, files } = await getSkill(engine, bob, {
    patternId: ids[0] ?? '',
    revision: undefined,
    asAgentSkill: false,
    withoutFindings: false,
    making: { renderer, rules: { frontmatterOf: () => undefined } },
  });
  expect(skills).toEqual([skill]);
  expect([skill.sourcePath, files.map(({ path }) => path)]).toEqual(['tools/one', ['skill.md']]);
  expect(JSON.stringify(skill)).not.toContain('machine');
});
