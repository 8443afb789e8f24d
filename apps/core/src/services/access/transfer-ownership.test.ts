import { AccessLevel, Role } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
/** Admin of the namespace `crew`. */
let ada: Clients;
/** Members of it. */
let max: Clients;
let mia: Clients;

const write = async (clients: Clients, patternName: string, accessLevel: AccessLevel): Promise<string> => {
  const request = { patternName, accessLevel, category: 'sailing', patternData: { description: 'How to sail.' } };
  const { pattern } = await clients.patterns.createPattern(request);
  return pattern?.id ?? '';
};

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  await root.access.whoAmI({});
  await root.access.createNamespace({ namespace: 'crew' });
  for (const agentId of ['ada', 'max', 'mia']) await root.access.createAgent({ agentId, defaultNamespace: 'crew' });
  await root.access.updateMembership({ namespace: 'crew', agentId: 'ada', role: Role.ADMIN });
  [ada, max, mia] = [core.as('ada'), core.as('max'), core.as('mia')];
});

afterAll(() => core[Symbol.asyncDispose]());

describe('A transfer of ownership', () => {
  test('gives the whole lineage to another agent, its ids and statistics unchanged [access.transfer-ownership]', async () => {
    const first = await write(max, 'reefing', AccessLevel.PRIVATE);
    const next = {
      patternName: 'reefing',
      parentPatternId: first,
      version: '1.1.0',
      patternData: { description: '2' },
    };
    const second = (await max.patterns.createPattern({ category: 'sailing', ...next })).pattern?.id ?? '';
    await max.usage.recordUsage({ patternId: second, success: true });
    const { pattern, formerAgentId } = await ada.access.transferOwnership({ patternId: first, newAgentId: 'mia' });
    expect([pattern?.id, pattern?.agentId, pattern?.patternData, formerAgentId]).toEqual([
      first,
      'mia',
      undefined,
      'max',
    ]);
    for (const patternId of [first, second]) {
      expect((await mia.patterns.getPattern({ patternId })).pattern?.agentId).toBe('mia');
      const refusal = await refusalOf((options) => max.patterns.getPattern({ patternId }, options));
      expect(refusal.reason).toBe('PATTERN_NOT_FOUND');
    }
    const after = (await mia.patterns.getPattern({ patternId: second })).pattern;
    expect(after).toMatchObject({ usageCount: 1, successCount: 1, version: '1.1.0', parentPatternId: first });
    const found = await max.patterns.searchPatterns({ queryText: 'reefing' });
    expect(found.hits).toEqual([]);
    const theirs = await mia.patterns.searchPatterns({ queryText: 'reefing' });
    expect(theirs.hits.map((hit) => hit.pattern?.id)).toEqual([second]);
  });

  test('is for admins: owner and reader are refused, and it stays whose it is [access.transfer-admins-only]', async () => {
    const patternId = await write(max, 'tacking', AccessLevel.TEAM);
    for (const clients of [max, mia]) {
      const refusal = await refusalOf((options) =>
        clients.access.transferOwnership({ patternId, newAgentId: 'mia' }, options),
      );
      expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'NOT_ADMIN' });
    }
    expect((await mia.patterns.getPattern({ patternId })).pattern?.agentId).toBe('max');
  });

  test('to who owns that name and version already is refused [access.transfer-taken]', async () => {
    const patternId = await write(max, 'x', AccessLevel.TEAM);
    const other = await write(mia, 'x', AccessLevel.TEAM);
    const refusal = await refusalOf((options) =>
      ada.access.transferOwnership({ patternId, newAgentId: 'mia' }, options),
    );
    const metadata = { agent_id: 'mia', pattern_name: 'x', namespace: 'crew' };
    expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'PATTERN_EXISTS', metadata });
    expect((await ada.patterns.getPattern({ patternId })).pattern?.agentId).toBe('max');
    expect((await ada.patterns.getPattern({ patternId: other })).pattern?.agentId).toBe('mia');
  });

  test('names agents and patterns that the admin may reach', async () => {
    await core.as('eve', 'shore').access.whoAmI({});
    const patternId = await write(max, 'gybing', AccessLevel.TEAM);
    const foreign = await write(core.as('eve'), 'rowing', AccessLevel.PRIVATE);
    const refusals = await Promise.all(
      [
        { patternId, newAgentId: 'eve' },
        { patternId: foreign, newAgentId: 'mia' },
      ].map((request) => refusalOf((options) => ada.access.transferOwnership(request, options))),
    );
    expect(refusals.map(({ reason }) => reason)).toEqual(['AGENT_NOT_FOUND', 'PATTERN_NOT_FOUND']);
  });

  test('of a SYSTEM pattern is none, for it belongs to nobody else', async () => {
    const patternId = await write(root, 'law', AccessLevel.SYSTEM);
    const refusal = await refusalOf((options) =>
      root.access.transferOwnership({ patternId, newAgentId: 'mia' }, options),
    );
    expect(refusal.reason).toBe('INVALID_FIELD');
  });
});
