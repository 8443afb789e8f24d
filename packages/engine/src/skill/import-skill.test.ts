import type { SkillFile } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { createPattern } from '../pattern/create-pattern.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type ImportSkillResult, importSkill } from './import-skill.ts';
import { readSkillFile } from './read-skill-file.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const stranger = buildCaller({ agentId: 'zoe', memberships: [] });

const engines: TestEngine[] = [];
const start = async (): Promise<TestEngine> => {
  const engine = await createTestEngine();
  engines.push(engine);
  return engine;
};
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const skillFile = (text: string): SkillFile => ({ path: 'SKILL.md', mode: 0o644, content: bytes(text) });

interface Given {
  readonly path?: string;
  readonly root?: string;
  readonly sourceKey?: string;
  readonly text?: string;
  readonly files?: readonly SkillFile[];
  readonly namespace?: string;
  readonly accessLevel?: string;
  readonly basePatternId?: string | undefined;
  readonly caller?: typeof ann;
}

const load = async (engine: TestEngine, given: Given = {}): Promise<ImportSkillResult> => {
  engine.clock.advance(1_000);
  return importSkill(engine, given.caller ?? ann, {
    folder: {
      root: given.root ?? '/skills',
      path: given.path ?? 'tools/pool',
      files: given.files ?? [skillFile(given.text ?? 'description: Reuse connections.\n')],
    },
    options: {
      sourceKey: given.sourceKey ?? given.root ?? '/skills',
      namespace: given.namespace,
      accessLevel: given.accessLevel,
    },
    findings: [],
    basePatternId: given.basePatternId,
  });
};

describe('an imported skill', () => {
  test('becomes a pattern of the caller for its namespace, served as a skill [migrate.access-team, migrate.owner]', async () => {
    const engine = await start();
    expect(await load(engine)).toMatchObject({
      path: 'tools/pool',
      action: 'CREATED',
      pattern: {
        patternName: 'pool',
        agentId: 'ann',
        accessLevel: 'TEAM',
        serveAsSkill: true,
        version: '1.0.0',
        isHead: true,
      },
    });
  });

  test('is linted, which keeps none out; near-duplicates stay pending [lint.findings, lint.never-rejects]', async () => {
    const engine = await start();
    const { action, findings } = await load(engine, { path: 'tools/pattern1' });
    expect(action).toBe('CREATED');
    expect(findings.map(({ code }) => code)).toEqual([
      'generic_name',
      ...Array(5).fill('missing_field'),
      'near_duplicate',
    ]);
    expect(await load(engine, { path: 'tools/pattern1' })).toMatchObject({ action: 'SKIPPED', findings: [] });
  });

  test('that was moved is known by its content, and by its new place from then on [migrate.identity]', async () => {
    const engine = await start();
    const first = await load(engine, { path: 'old/pool' });
    expect(await load(engine, { path: 'new/pool' })).toMatchObject({
      action: 'SKIPPED',
      pattern: { id: first.pattern?.id },
    });
    expect(await load(engine, { path: 'new/pool', text: 'description: Changed.\n' })).toMatchObject({
      action: 'VERSION_CREATED',
      pattern: { parentPatternId: first.pattern?.id },
    });
  });

  test('made from a version that its sender names becomes the next one after it, once [migrate.rerun-changed]', async () => {
    const engine = await start();
    const first = await load(engine);
    const newer = await load(engine, { path: 'other/pool', root: '/other', text: 'version: 2.0.0\ndescription: B.\n' });
    const asVersion = { pattern: { version: '2.0.1', parentPatternId: newer.pattern?.id, patternName: 'pool-2' } };
    const given = { text: 'description: Changed.\n', basePatternId: newer.pattern?.id };
    expect(await load(engine, given)).toMatchObject({ action: 'VERSION_CREATED', ...asVersion });
    expect(await load(engine, given)).toMatchObject({ action: 'SKIPPED', ...asVersion });
    const back = { text: 'description: Reuse connections.\n', basePatternId: newer.pattern?.id };
    expect(await load(engine, back)).toMatchObject({ action: 'VERSION_CREATED', pattern: { version: '2.0.2' } });
    const unknown = { path: 'tools/fresh', text: 'description: Fresh.\n', basePatternId: first.pattern?.id };
    expect(await load(engine, { ...unknown, caller: bob })).toMatchObject({ action: 'CREATED' });
  });

  test('of another project is another pattern, though both roots are shown alike', async () => {
    const engine = await start();
    await load(engine, { root: '.claude/skills', sourceKey: 'file:///first/.claude/skills' });
    const other = { root: '.claude/skills', sourceKey: 'file:///second/.claude/skills', text: 'description: Other.\n' };
    expect(await load(engine, other)).toMatchObject({
      action: 'RENAMED',
      pattern: { patternName: 'pool-2', parentPatternId: undefined },
    });
  });

  test('is another pattern in another namespace [migrate.namespace]', async () => {
    const engine = await start();
    const both = buildCaller({
      agentId: 'ann',
      memberships: [
        { namespace: ann.namespace, role: 'member' },
        { namespace: 'elsewhere', role: 'member' },
      ],
    });
    await load(engine, { caller: both });
    expect(await load(engine, { caller: both, namespace: 'elsewhere' })).toMatchObject({
      action: 'CREATED',
      pattern: { namespace: 'elsewhere' },
    });
  });

  test('keeps every file byte for byte with its mode, for those who may read it [skills.read-file]', async () => {
    const engine = await start();
    const script = { path: 'scripts/run.sh', mode: 0o755, content: new Uint8Array([35, 33, 0, 255, 13, 10]) };
    const { pattern } = await load(engine, { files: [skillFile('# Pool'), script] });
    const asked = {
      patternId: pattern?.id ?? '',
      revision: undefined,
      asAgentSkill: false,
      making: {
        renderer: { render: () => ({ name: '', files: [], findings: [] }) },
        rules: { frontmatterOf: () => undefined },
      },
    };
    for (const caller of [ann, bob]) {
      expect(await readSkillFile(engine, caller, { ...asked, path: script.path })).toMatchObject({
        file: { path: script.path, mode: 0o755, size: 6 },
        content: script.content,
      });
    }
    await expect(readSkillFile(engine, stranger, { ...asked, path: script.path })).rejects.toMatchObject({
      reason: 'PATTERN_NOT_FOUND',
    });
    await expect(readSkillFile(engine, ann, { ...asked, path: '../secret' })).rejects.toMatchObject({
      reason: 'SKILL_FILE_NOT_FOUND',
      metadata: { path: '../secret' },
    });
  });

  test('is found by the words of its files [search.skill-files]', async () => {
    const engine = await start();
    const reference = { path: 'references/x.md', mode: 0o644, content: bytes('moor the zeppelin') };
    const { pattern } = await load(engine, { files: [skillFile('# Pool'), reference] });
    await engine.indexer.settle([pattern?.id ?? '']);
    expect(engine.index.rows().get(pattern?.id ?? '')?.words).toContain('zeppelin');
  });
});

describe('a skill that is imported again', () => {
  test('is skipped while it is unchanged, also at another place [migrate.rerun]', async () => {
    const engine = await start();
    const first = await load(engine);
    expect(await load(engine)).toMatchObject({ action: 'SKIPPED', pattern: { id: first.pattern?.id } });
    expect(await load(engine, { path: 'moved/pool' })).toMatchObject({ action: 'SKIPPED' });
    expect(engine.unitOfWork.committed().patterns.size).toBe(1);
  });

  test('becomes a new version when it changed: PATCH, or what its frontmatter says [migrate.rerun-changed, migrate.rerun-version]', async () => {
    const engine = await start();
    const first = await load(engine);
    const second = await load(engine, { text: 'description: Reuse sockets.\n' });
    expect(second).toMatchObject({
      action: 'VERSION_CREATED',
      pattern: {
        version: '1.0.1',
        parentPatternId: first.pattern?.id,
        isHead: true,
        lineageId: first.pattern?.lineageId,
      },
    });
    const third = await load(engine, { text: 'description: Reuse all.\nversion: 2.0.0\n' });
    expect(third.pattern).toMatchObject({ version: '2.0.0', parentPatternId: second.pattern?.id });
    const fourth = await load(engine, { text: 'description: Reuse none.\nversion: 1.0.0\n' });
    expect(fourth.pattern?.version).toBe('2.0.1');
  });

  test('becomes a new version when it is changed back', async () => {
    const engine = await start();
    await load(engine, { text: 'description: one\n' });
    await load(engine, { text: 'description: two\n' });
    expect(await load(engine, { text: 'description: one\n' })).toMatchObject({
      action: 'VERSION_CREATED',
      pattern: { version: '1.0.2', patternData: { description: 'one' }, isHead: true },
    });
  });

  test('passes over version numbers that others took meanwhile', async () => {
    const engine = await start();
    await load(engine, { text: 'description: one\n' });
    await createPattern(engine, ann, { patternName: 'pool', category: 'x', patternData: {}, version: '1.0.1' });
    expect((await load(engine, { text: 'description: two\n' })).pattern?.version).toBe('1.0.2');
    expect((await load(engine, { text: 'description: three\nversion: 1.0.1\n' })).pattern?.version).toBe('1.0.3');
  });

  test('is new for another agent', async () => {
    const engine = await start();
    await load(engine);
    expect(await load(engine, { caller: bob })).toMatchObject({ action: 'CREATED', pattern: { agentId: 'bob' } });
  });
});

describe('two different skills of one name', () => {
  test('are two patterns, the second one renamed with a finding [migrate.identity]', async () => {
    const engine = await start();
    await load(engine);
    const second = await load(engine, { path: 'other/pool', text: 'description: Swim.\n' });
    expect(second).toMatchObject({ action: 'RENAMED', pattern: { patternName: 'pool-2' } });
    expect(second.findings[0]).toMatchObject({ code: 'name_taken', severity: 'warning' });
    expect(await load(engine, { root: '/more', text: 'description: Dive.\n' })).toMatchObject({
      pattern: { patternName: 'pool-3' },
    });
    expect(await load(engine, { path: 'other/pool', text: 'description: Swim fast.\n' })).toMatchObject({
      action: 'VERSION_CREATED',
      pattern: { patternName: 'pool-2', version: '1.0.1' },
    });
  });

  test('are told apart also where one name is decomposed', async () => {
    const engine = await start();
    await load(engine, { path: 'caf\u00e9' });
    expect(await load(engine, { path: 'b/cafe\u0301', text: 'description: other\n' })).toMatchObject({
      action: 'RENAMED',
    });
  });
});

describe('a skill that cannot be imported', () => {
  test('is refused with a finding, and leaves nothing', async () => {
    const engine = await start();
    const long = await load(engine, { path: 'x'.repeat(256) });
    expect(long).toMatchObject({ action: 'REFUSED', pattern: undefined, findings: [{ code: 'not_a_pattern' }] });
    const many = Array.from({ length: 513 }, (_, index) => ({ ...skillFile('x'), path: `f${index}` }));
    expect(await load(engine, { files: many })).toMatchObject({ action: 'REFUSED', findings: [{ code: 'too_large' }] });
    const large = [{ ...skillFile(''), content: new Uint8Array(16 * 1024 * 1024 + 1) }];
    expect(await load(engine, { files: large })).toMatchObject({
      action: 'REFUSED',
      findings: [{ code: 'too_large' }],
    });
    expect(engine.unitOfWork.committed().patterns.size).toBe(0);
    expect(engine.unitOfWork.committed().files.size).toBe(0);
  });

  test('into a foreign namespace, or as SYSTEM, is an error of the call', async () => {
    const engine = await start();
    await expect(load(engine, { namespace: 'team-b' })).rejects.toMatchObject({ reason: 'NOT_A_MEMBER' });
    await expect(load(engine, { accessLevel: 'SYSTEM' })).rejects.toMatchObject({ reason: 'NOT_ADMIN' });
  });
});
