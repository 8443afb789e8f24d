import { AccessLevel, PatternStatus } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';

let core: TestCore;
let own: string;
let bob: Clients;
/** Ids of patterns that bob may not read, by why. */
const hidden = new Map<string, string>();

const UNKNOWN = '0198a000-0000-7000-8000-000000000000';
const WHY = ['PRIVATE', 'SHARED with another agent', 'TEAM of another namespace', 'a PUBLIC draft', 'deleted'] as const;

type Options = Parameters<Parameters<typeof refusalOf>[0]>[0];

/** Every rpc that names a pattern, each by what it does. */
const CALLS: Readonly<Record<string, (patternId: string, options: Options) => Promise<unknown>>> = {
  get: (patternId, options) => bob.patterns.getPattern({ patternId }, options),
  'get as an admin': (patternId, options) => bob.patterns.getPattern({ patternId, asAdmin: true }, options),
  use: (patternId, options) => bob.usage.recordUsage({ patternId }, options),
  'list uses': (patternId, options) => bob.usage.listUsage({ patternId }, options),
  update: (patternId, options) => bob.patterns.updatePattern({ patternId, category: 'c' }, options),
  'update as an admin': (patternId, options) =>
    bob.patterns.updatePattern({ patternId, category: 'c', asAdmin: true }, options),
  delete: (patternId, options) => bob.patterns.deletePattern({ patternId }, options),
  'delete as an admin': (patternId, options) => bob.patterns.deletePattern({ patternId, asAdmin: true }, options),
  undelete: (patternId, options) => bob.patterns.undeletePattern({ patternId }, options),
  approve: (patternId, options) => bob.patterns.approvePattern({ patternId }, options),
  lint: (patternId, options) => bob.patterns.lintPattern({ patternId }, options),
  revisions: (patternId, options) => bob.patterns.listRevisions({ patternId }, options),
  revision: (patternId, options) => bob.patterns.getRevision({ patternId, revision: 1 }, options),
  restore: (patternId, options) => bob.patterns.restoreRevision({ patternId, revision: 1 }, options),
  redact: (patternId, options) => bob.patterns.redactRevision({ patternId, revision: 1 }, options),
  purge: (patternId, options) => bob.patterns.purgePattern({ patternId }, options),
  transfer: (patternId, options) => bob.access.transferOwnership({ patternId, newAgentId: 'bob' }, options),
  'new version': (patternId, options) =>
    bob.versions.createVersion({ patternId, newVersion: '2.0.0', patternData: { a: 1 } }, options),
  'create under': (parentPatternId, options) =>
    bob.patterns.createPattern(
      { parentPatternId, patternName: 'x', category: 'c', version: '2.0.0', patternData: { a: 1 } },
      options,
    ),
  versions: (patternId, options) => bob.versions.listVersions({ patternId }, options),
  'compare as the old one': (patternId, options) =>
    bob.versions.compareVersions({ oldPatternId: patternId, newPatternId: own }, options),
  'compare as the new one': (patternId, options) =>
    bob.versions.compareVersions({ oldPatternId: own, newPatternId: patternId }, options),
  propose: (patternId, options) => bob.proposals.createProposal({ patternId, changes: { a: 1 } }, options),
  evolve: (patternId, options) => bob.learning.evolvePattern({ patternId, evolutionData: { a: 1 } }, options),
  'show as a skill': (patternId, options) => bob.skills.getSkill({ patternId }, options),
  'read a file': async (patternId, options) => {
    for await (const _ of bob.skills.readSkillFile({ patternId, path: 'SKILL.md' }, options)) break;
  },
  export: async (patternId, options) => {
    for await (const _ of bob.skills.exportSkills({ patternIds: [own, patternId] }, options)) break;
  },
};

beforeAll(async () => {
  core = await startTestCore();
  // The first agent of a folder is its system admin, and so none of those who ask.
  const root = core.as('root', 'airships');
  await root.access.whoAmI({});
  const ann = core.as('ann', 'airships');
  const foreign = core.as('ann', 'ships');
  bob = core.as('bob', 'airships');
  const fields = { category: 'c', patternData: { description: 'A way to moor.' } };
  const create = async (clients: Clients, patternName: string, more: object): Promise<string> =>
    (await clients.patterns.createPattern({ ...fields, patternName, ...more })).pattern?.id ?? '';
  own = await create(bob, 'own', {});
  hidden.set('PRIVATE', await create(ann, 'private', { accessLevel: AccessLevel.PRIVATE, sharedWithAgents: ['bob'] }));
  const shared = { accessLevel: AccessLevel.SHARED, sharedWithAgents: ['cid'] };
  hidden.set('SHARED with another agent', await create(ann, 'shared', shared));
  const team = { accessLevel: AccessLevel.TEAM, namespace: 'ships' };
  hidden.set('TEAM of another namespace', await create(foreign, 'team', team));
  const draft = { accessLevel: AccessLevel.PUBLIC, status: PatternStatus.DRAFT };
  hidden.set('a PUBLIC draft', await create(ann, 'draft', draft));
  const deleted = await create(ann, 'deleted', { accessLevel: AccessLevel.PUBLIC });
  await ann.patterns.deletePattern({ patternId: deleted });
  hidden.set('deleted', deleted);
});

afterAll(() => core[Symbol.asyncDispose]());

describe('A pattern that may not be read', () => {
  test('is in every call that names one as one that does not exist, however it is hidden [access.not-found-everywhere]', async () => {
    expect([...hidden.keys()]).toEqual(WHY);
    for (const [name, call] of Object.entries(CALLS)) {
      const unknown = await refusalOf((options) => call(UNKNOWN, options));
      expect(unknown, name).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
      for (const [why, id] of hidden) {
        const refused = await refusalOf((options) => call(id, options));
        const masked: unknown = JSON.parse(JSON.stringify(refused).replaceAll(id, UNKNOWN));
        expect(masked, `${name}, ${why}`).toEqual(JSON.parse(JSON.stringify(unknown)));
      }
    }
  });

  test('is no answer of an application that names it, and no filter finds anything of it', async () => {
    const answers = async (id: string): Promise<string> => {
      const { applicationId: _, ...applied } = await bob.learning.applyPattern({
        patternQuery: `id:${id}`,
        context: '',
      });
      const proposals = await bob.proposals.listProposals({ patternId: id });
      return JSON.stringify([applied, proposals]).replaceAll(id, UNKNOWN);
    };
    const unknown = await answers(UNKNOWN);
    for (const [why, id] of hidden) expect(await answers(id), why).toBe(unknown);
  });
});
