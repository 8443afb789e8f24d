import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { CLEAN, createClean, KEY, withStep } from '../../testing/scan-world.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
  await ann.access.whoAmI({});
  await bob.access.whoAmI({});
});

afterAll(() => core[Symbol.asyncDispose]());

const raised = (patternId: string, more: object = {}) => ({ patternId, accessLevel: AccessLevel.TEAM, ...more });
const raise = (patternId: string) => refusalOf((options) => ann.patterns.updatePattern(raised(patternId), options));

describe('a secret in the history of a PRIVATE pattern', () => {
  const withSecretBefore = async (): Promise<string> => {
    const patternId = await createClean(ann, { patternData: withStep(KEY) });
    await ann.patterns.updatePattern({ patternId, patternData: CLEAN });
    return patternId;
  };

  test('that an earlier revision holds is refused when the level rises, with its revision [security.secret-found]', async () => {
    const patternId = await withSecretBefore();
    const refusal = await raise(patternId);
    expect(refusal).toMatchObject({ reason: 'SECRET_FOUND', metadata: { field: 'revision 1: pattern_data.steps[1]' } });
    expect(JSON.stringify(refusal)).not.toContain(KEY);
    await expect(bob.patterns.getRevision({ patternId, revision: 1 })).rejects.toThrow(/NOT_FOUND/);
  });

  test('may be read by others when its finding is named, or when the revision is redacted', async () => {
    const named = await withSecretBefore();
    const acceptFindings = [(await raise(named)).metadata.finding_id ?? ''];
    await ann.patterns.updatePattern(raised(named, { acceptFindings }));
    const redacted = await withSecretBefore();
    await ann.patterns.redactRevision({ patternId: redacted, revision: 1 });
    await ann.patterns.updatePattern(raised(redacted));
    const seen = await bob.patterns.getRevision({ patternId: redacted, revision: 1 });
    expect(JSON.stringify(seen.revision)).not.toContain(KEY);
  });

  test('that stands in the reason of a change is refused when the level rises', async () => {
    const patternId = await createClean(ann);
    await ann.patterns.updatePattern({ patternId, tags: ['a'], reason: KEY });
    expect(await raise(patternId)).toMatchObject({
      ...{ reason: 'SECRET_FOUND', metadata: { field: 'revision 2: reason' } },
    });
  });
});

describe('a secret beside content', () => {
  const openProposal = async (): Promise<string> => {
    const patternId = await createClean(ann, { accessLevel: AccessLevel.TEAM });
    const { proposal } = await bob.proposals.createProposal({ patternId, changes: { hint: 'Wind.' } });
    return proposal?.id ?? '';
  };

  test('in the note of a decision is refused, and the proposal stays open', async () => {
    const proposalId = await openProposal();
    const accepting = await refusalOf((options) => ann.proposals.acceptProposal({ proposalId, note: KEY }, options));
    const rejecting = await refusalOf((options) => ann.proposals.rejectProposal({ proposalId, note: KEY }, options));
    expect([accepting, rejecting]).toMatchObject([
      { reason: 'SECRET_FOUND', metadata: { field: 'note' } },
      { reason: 'SECRET_FOUND', metadata: { field: 'note' } },
    ]);
    const acceptFindings = [accepting.metadata.finding_id ?? ''];
    expect((await ann.proposals.acceptProposal({ proposalId, note: KEY, acceptFindings })).pattern?.revision).toBe(2);
  });

  test('in what is told of a use is refused, since the level of its pattern may rise', async () => {
    const patternId = await createClean(ann);
    const contextData = { task: { env: `AWS=${KEY}` } };
    const use = await refusalOf((options) => ann.usage.recordUsage({ patternId, contextData }, options));
    const { usage } = await ann.usage.recordUsage({ patternId });
    const outcome = { usageId: usage?.id ?? '', success: true, contextData };
    const later = await refusalOf((options) => ann.usage.setUsageOutcome(outcome, options));
    const field = 'context_data.task.env';
    expect([use, later]).toMatchObject([
      { reason: 'SECRET_FOUND', metadata: { field } },
      { reason: 'SECRET_FOUND', metadata: { field } },
    ]);
  });

  test('in a description, or in a reason that the audit log keeps, is refused', async () => {
    const patternId = await createClean(ann);
    await ann.patterns.updatePattern({ patternId, tags: ['a'] });
    const described = [
      await refusalOf((options) => ann.access.createAgent({ agentId: 'cid', description: KEY }, options)),
      await refusalOf((options) => ann.access.updateAgent({ agentId: 'ann', description: KEY }, options)),
      await refusalOf((options) => ann.access.createNamespace({ namespace: 'docks', description: KEY }, options)),
      await refusalOf((options) => ann.access.updateNamespace({ namespace: 'default', description: KEY }, options)),
      await refusalOf((options) => ann.access.createApiKey({ agentId: 'bob', description: KEY }, options)),
    ];
    expect(described.map(({ reason, metadata: { field } }) => `${reason} ${field}`)).toEqual(
      described.map(() => 'SECRET_FOUND description'),
    );
    const reasoned = [
      await refusalOf((options) =>
        ann.access.transferOwnership({ patternId, newAgentId: 'bob', reason: KEY }, options),
      ),
      await refusalOf((options) => ann.patterns.redactRevision({ patternId, revision: 1, reason: KEY }, options)),
      await refusalOf((options) => ann.patterns.purgePattern({ patternId, reason: KEY }, options)),
    ];
    expect(reasoned.map(({ reason, metadata: { field } }) => `${reason} ${field}`)).toEqual(
      reasoned.map(() => 'SECRET_FOUND reason'),
    );
  });
});
