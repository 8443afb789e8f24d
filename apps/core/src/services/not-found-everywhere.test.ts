import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';

let core: TestCore;
let hidden: string;
let own: string;
let bob: Clients;

const UNKNOWN = '0198a000-0000-7000-8000-000000000000';

type Options = Parameters<Parameters<typeof refusalOf>[0]>[0];

/** Every rpc that names a pattern, each by what it does. */
const CALLS: Readonly<Record<string, (patternId: string, options: Options) => Promise<unknown>>> = {
  get: (patternId, options) => bob.patterns.getPattern({ patternId }, options),
  use: (patternId, options) => bob.usage.recordUsage({ patternId }, options),
  'list uses': (patternId, options) => bob.usage.listUsage({ patternId }, options),
  update: (patternId, options) => bob.patterns.updatePattern({ patternId, category: 'c' }, options),
  delete: (patternId, options) => bob.patterns.deletePattern({ patternId }, options),
  undelete: (patternId, options) => bob.patterns.undeletePattern({ patternId }, options),
  approve: (patternId, options) => bob.patterns.approvePattern({ patternId }, options),
  lint: (patternId, options) => bob.patterns.lintPattern({ patternId }, options),
  revisions: (patternId, options) => bob.patterns.listRevisions({ patternId }, options),
  revision: (patternId, options) => bob.patterns.getRevision({ patternId, revision: 1 }, options),
  restore: (patternId, options) => bob.patterns.restoreRevision({ patternId, revision: 1 }, options),
  'new version': (patternId, options) =>
    bob.versions.createVersion({ patternId, newVersion: '2.0.0', patternData: { a: 1 } }, options),
  versions: (patternId, options) => bob.versions.listVersions({ patternId }, options),
  'compare as the old one': (patternId, options) =>
    bob.versions.compareVersions({ oldPatternId: patternId, newPatternId: own }, options),
  'compare as the new one': (patternId, options) =>
    bob.versions.compareVersions({ oldPatternId: own, newPatternId: patternId }, options),
  propose: (patternId, options) => bob.proposals.createProposal({ patternId, changes: { a: 1 } }, options),
  evolve: (patternId, options) => bob.learning.evolvePattern({ patternId, evolutionData: { a: 1 } }, options),
  'read a file': async (patternId, options) => {
    for await (const _ of bob.skills.readSkillFile({ patternId, path: 'SKILL.md' }, options)) break;
  },
};

beforeAll(async () => {
  core = await startTestCore();
  const ann = core.as('ann', 'airships');
  bob = core.as('bob', 'airships');
  const fields = { category: 'c', patternData: { description: 'A way to moor.' } };
  const [theirs, mine] = [
    await ann.patterns.createPattern({ ...fields, patternName: 'hidden', accessLevel: AccessLevel.PRIVATE }),
    await bob.patterns.createPattern({ ...fields, patternName: 'own' }),
  ];
  hidden = theirs.pattern?.id ?? '';
  own = mine.pattern?.id ?? '';
});

afterAll(() => core[Symbol.asyncDispose]());

describe('A pattern that may not be read', () => {
  test.each(Object.keys(CALLS))('is for "%s" as one that does not exist', async (name) => {
    const call = CALLS[name] ?? (() => Promise.resolve());
    const refused = await refusalOf((options) => call(hidden, options));
    const unknown = await refusalOf((options) => call(UNKNOWN, options));
    expect(unknown).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
    expect(JSON.parse(JSON.stringify(refused).replaceAll(hidden, UNKNOWN))).toEqual(
      JSON.parse(JSON.stringify(unknown)),
    );
  });
});
