import type { SkillFile } from '@tmws/domain';
import { afterEach, expect, test } from 'vitest';
import { createPattern } from '../pattern/create-pattern.ts';
import { updatePattern } from '../pattern/update-pattern.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { createImportRun, type ImportRun } from './import-run.ts';
import { type ImportSkillResult, importSkill } from './import-skill.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const EXAMPLES = [
  ['query-plans', 'Read the plan of a slow PostgreSQL query and add the index it lacks.'],
  ['connection-pool', 'Size the pool of PostgreSQL connections for slow queries.'],
  ['composite-index', 'Choose the columns of a composite index for slow queries of PostgreSQL.'],
] as const;
const UNLIKE = ['Knead the dough and bake a loaf.', 'Find a night train to the sea.', 'Ask for a visa in time.'];

const start = async (accessLevel: 'TEAM' | 'PRIVATE'): Promise<TestEngine> => {
  const engine = await createTestEngine();
  engines.push(engine);
  for (const [patternName, description] of EXAMPLES)
    await createPattern(engine, ann, { patternName, category: 'database', accessLevel, patternData: { description } });
  for (const [place, description] of UNLIKE.entries())
    await createPattern(engine, ann, {
      ...{ patternName: `other-${place}`, category: 'life', accessLevel: 'TEAM' },
      patternData: { description },
    });
  return engine;
};

const SLOW = 'description: Find out why a query of PostgreSQL is slow and which index helps.\n';

interface Given {
  readonly path?: string;
  readonly text?: string;
  readonly mode?: 'store' | 'plan';
  readonly caller?: typeof ann;
  readonly sourceKey?: string;
  readonly run?: ImportRun;
}

const load = (engine: TestEngine, given: Given = {}): Promise<ImportSkillResult> => {
  engine.clock.advance(1_000);
  const content = new TextEncoder().encode(given.text ?? SLOW);
  const file: SkillFile = { path: 'SKILL.md', mode: 0o644, content };
  return importSkill(engine, given.caller ?? ann, {
    folder: { root: 'skills', path: given.path ?? 'slow-queries', files: [file] },
    options: {
      sourceKey: given.sourceKey ?? 'skills',
      namespace: undefined,
      accessLevel: undefined,
      mode: given.mode,
    },
    findings: [],
    run: given.run,
  });
};

const guesses = ({ findings }: ImportSkillResult) => findings.filter(({ code }) => code === 'category_guessed');

test('a skill that names no category gets that of the patterns that say like things, and a finding names them [migrate.category]', async () => {
  const engine = await start('TEAM');
  const planned = await load(engine, { mode: 'plan' });
  const done = await load(engine, { caller: bob });
  for (const result of [planned, done]) {
    expect(result.pattern?.category).toBe('database');
    expect(guesses(result)).toMatchObject([{ severity: 'info', done: expect.stringContaining('"composite-index" (') }]);
  }
  expect(guesses(planned)).toEqual(guesses(done));
});

test('patterns that the importer may not read are no examples, and are not told of', async () => {
  const engine = await start('PRIVATE');
  const result = await load(engine, { caller: bob });
  expect([result.pattern?.category, guesses(result)]).toEqual(['skill', []]);
  expect((await load(engine, { caller: ann })).pattern?.category).toBe('database');
});

test("the frontmatter's category is taken as it is, and none is guessed for what says other things", async () => {
  const engine = await start('TEAM');
  const written = await load(engine, { text: `category: speed\n${SLOW}` });
  expect([written.pattern?.category, guesses(written)]).toEqual(['speed', []]);
  const unlike = await load(engine, { path: 'rain', text: 'description: Tell when it will rain.\n' });
  expect([unlike.pattern?.category, guesses(unlike)]).toEqual(['skill', []]);
});

test('skills of one root are no examples for each other, so that one that was broken off goes on as if it had not been', async () => {
  const engine = await start('TEAM');
  const named = ['a', 'b', 'c'].map((path) => ({ path, text: `category: tuning\n${SLOW}note: ${path}\n` }));
  const first = createImportRun();
  for (const skill of named) await load(engine, { ...skill, run: first });
  const again = createImportRun();
  for (const skill of named) expect(await load(engine, { ...skill, run: again })).toMatchObject({ action: 'SKIPPED' });
  const [inFirst, planned, inSecond] = [
    await load(engine, { mode: 'plan', run: first }),
    await load(engine, { mode: 'plan', run: again }),
    await load(engine, { run: again }),
  ];
  expect([inFirst, planned, inSecond].map(({ pattern }) => pattern?.category)).toEqual(Array(3).fill('database'));
  expect(guesses(inFirst)).toEqual(guesses(inSecond));
  const elsewhere = await load(engine, { sourceKey: 'elsewhere', text: `${SLOW}note: x\n`, mode: 'plan' });
  expect(elsewhere.pattern?.category).toBe('tuning');
});

test('an unchanged skill is skipped whatever would be guessed now, and a changed one keeps the category that was set', async () => {
  const engine = await start('TEAM');
  const first = await load(engine);
  const id = first.pattern?.id ?? '';
  await updatePattern(engine, ann, { patternId: id, change: { category: 'mine' } });
  expect(await load(engine)).toMatchObject({ action: 'SKIPPED', pattern: { id, category: 'mine' } });
  const changed = await load(engine, { text: `${SLOW}note: more\n` });
  expect(changed).toMatchObject({ action: 'VERSION_CREATED', pattern: { category: 'mine' } });
  expect(guesses(changed)).toEqual([]);
});
