import { Role } from '@tmws/contract';
import type { Metadata } from 'nice-grpc';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../testing/start-test-core.ts';

let core: TestCore;
let root: Clients;
let ann: Clients;
let bob: Clients;
/** Admin of the namespace `crew`. */
let ada: Clients;
/** A PRIVATE pattern of ann's. */
let patternId: string;
/** PRIVATE patterns of max, who belongs to `crew` and to another namespace. */
let crewPatternId: string;
let elsewherePatternId: string;

const createdBy = async (clients: Clients, patternName: string): Promise<string> => {
  const { pattern } = await clients.patterns.createPattern({ patternName, category: 'c', patternData: { a: 1 } });
  return pattern?.id ?? '';
};

beforeAll(async () => {
  core = await startTestCore();
  root = core.as('root');
  // The first agent of the folder is its system admin.
  await root.access.whoAmI({});
  ann = core.as('ann', 'team-a');
  bob = core.as('bob', 'team-b');
  await bob.access.whoAmI({});
  patternId = await createdBy(ann, 'private');
  await root.access.createNamespace({ namespace: 'crew' });
  for (const agentId of ['ada', 'max']) await root.access.createAgent({ agentId, defaultNamespace: 'crew' });
  await root.access.updateMembership({ namespace: 'crew', agentId: 'ada', role: Role.ADMIN });
  ada = core.as('ada');
  crewPatternId = await createdBy(core.as('max'), 'in-crew');
  elsewherePatternId = await createdBy(core.as('max', 'elsewhere'), 'elsewhere');
});

afterAll(() => core[Symbol.asyncDispose]());

interface CallOptions {
  readonly onTrailer: (trailer: Metadata) => void;
}

/** Every call with one of the specification's agent fields, naming `ann` in it. */
const callsNamingAnn = ({ patterns, insight, usage }: Clients) =>
  ({
    agent_id: (options: CallOptions) =>
      patterns.createPattern({ patternName: 'for-ann', category: 'c', patternData: {}, agentId: 'ann' }, options),
    requesting_agent_id: (options: CallOptions) =>
      patterns.getPattern({ patternId, requestingAgentId: 'ann' }, options),
    'requesting_agent_id of ListPatterns': (options: CallOptions) =>
      patterns.listPatterns({ requestingAgentId: 'ann' }, options),
    using_agent_id: (options: CallOptions) => usage.recordUsage({ patternId, usingAgentId: 'ann' }, options),
    updating_agent_id: (options: CallOptions) =>
      patterns.updatePattern({ patternId, updatingAgentId: 'ann', updateMask: ['category'], category: 'x' }, options),
    deleting_agent_id: (options: CallOptions) => patterns.deletePattern({ patternId, deletingAgentId: 'ann' }, options),
    'requesting_agent_id of SearchPatterns': (options: CallOptions) =>
      patterns.searchPatterns({ requestingAgentId: 'ann' }, options),
    'agent_id of RecommendPatterns': (options: CallOptions) => insight.recommendPatterns({ agentId: 'ann' }, options),
  }) as const;

describe('A call that names another agent', () => {
  test('is refused to whoever administers nothing, in every agent field [identity.acting-for-other-denied]', async () => {
    for (const [field, call] of Object.entries(callsNamingAnn(bob))) {
      expect(await refusalOf(call), field).toMatchObject({
        code: 'PERMISSION_DENIED',
        reason: 'ACTING_FOR_OTHER_DENIED',
        metadata: { field: field.split(' ')[0], agent_id: 'ann', caller: 'bob' },
      });
    }
    expect((await ann.patterns.getPattern({ patternId })).pattern?.usageCount).toBe(0);
  });

  test('is refused to admins too in search and recommendation [identity.acting-for-other-search]', async () => {
    for (const { patterns, insight } of [root, ada]) {
      const refusals = [
        await refusalOf((options) => patterns.searchPatterns({ requestingAgentId: 'max' }, options)),
        await refusalOf((options) => insight.recommendPatterns({ agentId: 'max' }, options)),
      ];
      const denied = { code: 'PERMISSION_DENIED', reason: 'ACTING_FOR_OTHER_DENIED' };
      expect(refusals).toMatchObject([denied, denied]);
    }
  });

  test('is done for a system admin elsewhere, as that agent would have done it', async () => {
    const made = await root.patterns.createPattern({
      patternName: 'made-for-ann',
      category: 'c',
      patternData: { a: 1 },
      agentId: 'ann',
    });
    expect(made.pattern).toMatchObject({ agentId: 'ann', namespace: 'team-a' });
    const asAnn = await root.patterns.listPatterns({ requestingAgentId: 'ann' });
    expect(asAnn.patterns.map(({ patternName }) => patternName)).toEqual(['private', 'made-for-ann']);
    expect((await root.patterns.listPatterns({ owner: 'ann' })).patterns).toEqual([]);
    const { pattern } = await root.usage.recordUsage({ patternId, usingAgentId: 'ann', success: true });
    expect(pattern).toMatchObject({ usageCount: 1, ownerUsageCount: 1 });
  });

  test('is done for an admin of a namespace of that agent, and for a system admin [identity.acting-for-other-admin]', async () => {
    const change = (clients: Clients, category: string) => (options: CallOptions) =>
      clients.patterns.updatePattern(
        { patternId: crewPatternId, updatingAgentId: 'max', updateMask: ['category'], category },
        options,
      );
    const none = { onTrailer: () => undefined };
    expect((await change(ada, 'by-ada')(none)).pattern).toMatchObject({ agentId: 'max', category: 'by-ada' });
    expect((await change(root, 'by-root')(none)).pattern).toMatchObject({ category: 'by-root' });
    expect(await refusalOf(change(bob, 'by-bob'))).toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
    const outside = await refusalOf((options) =>
      ada.patterns.updatePattern(
        { patternId, updatingAgentId: 'ann', updateMask: ['category'], category: 'x' },
        options,
      ),
    );
    expect(outside).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ACTING_FOR_OTHER_DENIED' });
  });

  test('reaches a member’s patterns of the admin’s namespace alone [identity.acting-for-other-scope]', async () => {
    const get = (id: string) => (options: CallOptions) =>
      ada.patterns.getPattern({ patternId: id, requestingAgentId: 'max' }, options);
    expect((await get(crewPatternId)({ onTrailer: () => undefined })).pattern?.patternName).toBe('in-crew');
    expect(await refusalOf(get(elsewherePatternId))).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
  });
});

describe('A call that says as_admin', () => {
  test('shows an admin what it administers, and nothing more to whoever is none', async () => {
    expect((await root.patterns.getPattern({ patternId, asAdmin: true })).pattern?.patternName).toBe('private');
    const names = async (clients: Clients) =>
      (await clients.patterns.listPatterns({ asAdmin: true, owner: 'ann' })).patterns.length;
    expect(await names(root)).toBe(await names(ann));
    expect(await names(bob)).toBe(0);
    expect(await refusalOf((options) => bob.patterns.getPattern({ patternId, asAdmin: true }, options))).toMatchObject({
      code: 'NOT_FOUND',
      reason: 'PATTERN_NOT_FOUND',
    });
  });
});
