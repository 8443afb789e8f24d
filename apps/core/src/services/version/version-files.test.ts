import { AccessLevel, PatternStatus, VersionBump } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { ORDER } from '../../testing/scan-world.ts';
import { type SentFile, sentSkill, skillStream } from '../../testing/skill-stream.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  await ann.access.whoAmI({});
});

afterAll(() => core[Symbol.asyncDispose]());

const imported = async (name: string, files: readonly SentFile[]): Promise<string> => {
  const header = { root: 'home', accessLevel: AccessLevel.TEAM };
  const { results } = await ann.skills.importSkills(skillStream(header, [sentSkill(name, 'Moors ships.', { files })]));
  return results[0]?.patternId ?? expect.fail();
};

const filesOf = async (patternId: string) =>
  (await ann.skills.getSkill({ patternId })).files.map(({ path, mode }) => `${path} ${mode.toString(8)}`);

const textOf = async (patternId: string, path: string): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const { part } of ann.skills.readSkillFile({ patternId, path })) {
    if (part?.$case === 'chunk') chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString();
};

const changes = { patternData: { description: 'Moors ships at night.' }, bump: VersionBump.MINOR };

test('a new version has the bundled files of its parent, and a SKILL.md that says what it says', async () => {
  const script = { path: 'scripts/moor.sh', content: 'echo moored\n', mode: 0o755 };
  const parent = await imported('moor', [script]);
  const { pattern } = await ann.versions.createVersion({ patternId: parent, ...changes });
  const version = pattern?.id ?? expect.fail();
  expect(await filesOf(version)).toEqual(['SKILL.md 644', 'scripts/moor.sh 755']);
  expect(await textOf(version, 'scripts/moor.sh')).toBe(script.content);
  expect(await textOf(version, 'SKILL.md')).toContain('Moors ships at night.');
  expect(await textOf(parent, 'SKILL.md')).not.toContain('at night');
  const evolved = await ann.learning.evolvePattern({
    patternId: version,
    evolutionData: { problem: 'Fog.' },
    bump: VersionBump.PATCH,
  });
  expect(await filesOf(evolved.newPatternId ?? '')).toEqual(['SKILL.md 644', 'scripts/moor.sh 755']);
});

test('a version over a parent whose files are held back is held back by them too', async () => {
  const parent = await imported('hostile', [{ path: 'notes.md', content: `# Notes\n\n${ORDER}\n` }]);
  const { pattern } = await ann.versions.createVersion({ patternId: parent, ...changes });
  const version = pattern?.id ?? expect.fail();
  expect(pattern?.status).toBe(PatternStatus.DRAFT);
  const bob = core.as('bob');
  await bob.access.whoAmI({});
  const hidden = await refusalOf((options) => bob.patterns.getPattern({ patternId: version }, options));
  expect(hidden.reason).toBe('PATTERN_NOT_FOUND');
  const released = await refusalOf((options) =>
    ann.patterns.updatePattern({ patternId: version, status: PatternStatus.ACTIVE }, options),
  );
  expect(released.reason).toBe('FINDINGS_NOT_ACCEPTED');
  const { findings } = await ann.patterns.lintPattern({ patternId: version });
  const held = findings.filter(({ file }) => file === 'notes.md').map(({ id }) => id);
  await ann.patterns.approvePattern({ patternId: version, acceptFindings: held });
  expect((await bob.patterns.getPattern({ patternId: version })).pattern?.status).toBe(PatternStatus.ACTIVE);
});
