import { AccessLevel, type ExportSkillsResponse, Role } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';

let core: TestCore;
/** A member of `airships`. */
let ann: Clients;
/** An admin of `airships`, and a plain member of `ships`. */
let ada: Clients;
/** A member of both. */
let bob: Clients;
/** A member of `ships` alone. */
let sue: Clients;

const UNKNOWN = '0198a000-0000-7000-8000-000000000000';

const create = async (clients: Clients, patternName: string, namespace: string): Promise<string> => {
  const patternData = { description: `How to moor: ${patternName}.` };
  const accessLevel = AccessLevel.PRIVATE;
  const { pattern } = await clients.patterns.createPattern({
    patternName,
    category: 'mooring',
    patternData,
    accessLevel,
    namespace,
  });
  return pattern?.id ?? '';
};

beforeAll(async () => {
  core = await startTestCore();
  // The first agent of a folder is its system admin.
  const root = core.as('root', 'airships');
  await root.access.whoAmI({});
  [ann, ada, bob, sue] = [
    core.as('ann', 'airships'),
    core.as('ada', 'airships'),
    core.as('bob', 'airships'),
    core.as('sue', 'ships'),
  ];
  for (const clients of [ann, ada, bob, sue]) await clients.access.whoAmI({});
  await root.access.updateMembership({ namespace: 'airships', agentId: 'ada', role: Role.ADMIN });
  for (const agentId of ['ada', 'bob']) {
    await root.access.createMembership({ namespace: 'ships', agentId, role: Role.MEMBER });
  }
});

afterAll(() => core[Symbol.asyncDispose]());

const listedIds = async (clients: Clients, asAdmin: boolean): Promise<readonly string[]> =>
  (await clients.patterns.listPatterns({ asAdmin, pageSize: 200 })).patterns.map(({ id }) => id);

const exportedIds = async (clients: Clients, patternId: string): Promise<readonly string[]> => {
  const parts: ExportSkillsResponse[] = [];
  const asked = { patternIds: [patternId], namespace: 'airships', asAdmin: true };
  for await (const part of clients.skills.exportSkills(asked)) parts.push(part);
  return parts.flatMap(({ part }) => (part?.$case === 'skillStart' ? [part.value.patternId] : []));
};

describe('An admin of a namespace', () => {
  test("gets, lists, exports, changes and deletes a member's PRIVATE pattern by saying so [access.admin-all]", async () => {
    const patternId = await create(ann, 'by rope', 'airships');
    const got = await ada.patterns.getPattern({ patternId, asAdmin: true });
    expect(got.pattern).toMatchObject({ id: patternId, patternData: { description: 'How to moor: by rope.' } });
    expect(await listedIds(ada, true)).toContain(patternId);
    expect(await exportedIds(ada, patternId)).toEqual([patternId]);
    const { pattern } = await ada.patterns.updatePattern({ patternId, category: 'other', asAdmin: true });
    expect(pattern).toMatchObject({ agentId: 'ann', category: 'other' });
    await ada.patterns.deletePattern({ patternId, asAdmin: true });
    expect(await listedIds(ann, false)).not.toContain(patternId);
  });

  test('reaches nothing of it without saying so', async () => {
    const patternId = await create(ann, 'by anchor', 'airships');
    const refusals = await Promise.all([
      refusalOf((options) => ada.patterns.getPattern({ patternId }, options)),
      refusalOf((options) => ada.patterns.updatePattern({ patternId, category: 'other' }, options)),
      refusalOf((options) => ada.patterns.deletePattern({ patternId }, options)),
    ]);
    for (const refusal of refusals) expect(refusal).toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    expect(await listedIds(ada, false)).not.toContain(patternId);
  });

  test('has no more rights than anybody in another namespace, in any call, not even over a fellow [access.admin-scope]', async () => {
    const ofSue = await create(sue, 'by chain', 'ships');
    // Of an agent whom she administers, but elsewhere.
    const ofBob = await create(bob, 'by knot', 'ships');
    type Call = (patternId: string, options: Parameters<Parameters<typeof refusalOf>[0]>[0]) => Promise<unknown>;
    const calls: Readonly<Record<string, Call>> = {
      'get plainly': (patternId, options) => ada.patterns.getPattern({ patternId }, options),
      get: (patternId, options) => ada.patterns.getPattern({ patternId, asAdmin: true }, options),
      'get for another': (patternId, options) =>
        ada.patterns.getPattern({ patternId, requestingAgentId: 'bob', asAdmin: true }, options),
      update: (patternId, options) =>
        ada.patterns.updatePattern({ patternId, category: 'other', asAdmin: true }, options),
      'update for another': (patternId, options) =>
        ada.patterns.updatePattern({ patternId, category: 'other', updatingAgentId: 'bob' }, options),
      delete: (patternId, options) => ada.patterns.deletePattern({ patternId, asAdmin: true }, options),
      'delete for another': (patternId, options) =>
        ada.patterns.deletePattern({ patternId, deletingAgentId: 'bob' }, options),
      'use for another': (patternId, options) =>
        ada.usage.recordUsage({ patternId, usingAgentId: 'bob', success: true }, options),
      export: async (patternId, options) => {
        const asked = { patternIds: [patternId], namespace: 'airships', asAdmin: true };
        for await (const _ of ada.skills.exportSkills(asked, options)) break;
      },
      purge: (patternId, options) => ada.patterns.purgePattern({ patternId }, options),
      redact: (patternId, options) => ada.patterns.redactRevision({ patternId, revision: 1 }, options),
      transfer: (patternId, options) => ada.access.transferOwnership({ patternId, newAgentId: 'ada' }, options),
    };
    for (const [name, call] of Object.entries(calls)) {
      const unknown = await refusalOf((options) => call(UNKNOWN, options));
      expect(unknown, name).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
      for (const id of [ofSue, ofBob]) {
        const refused = await refusalOf((options) => call(id, options));
        expect(JSON.parse(JSON.stringify(refused).replaceAll(id, UNKNOWN)), name).toEqual(unknown);
      }
    }
    expect(await listedIds(ada, true)).not.toEqual(expect.arrayContaining([ofSue]));
    expect(await listedIds(ada, true)).not.toEqual(expect.arrayContaining([ofBob]));
    expect((await sue.patterns.getPattern({ patternId: ofSue })).pattern).toMatchObject({ category: 'mooring' });
  });
});
