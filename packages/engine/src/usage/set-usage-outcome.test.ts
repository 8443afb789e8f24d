import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { recordUsage } from './record-usage.ts';
import { type SetUsageOutcomeInput, setUsageOutcome } from './set-usage-outcome.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });
const admin = buildCaller({ agentId: 'root', systemAdmin: true });
const DAY = 86_400_000;

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  await engine.unitOfWork.write(async (store) => {
    await store.patterns.insert(buildPattern({ id: 'p', accessLevel: 'TEAM' }));
    await store.identity.provision('ann', 'team-a');
  });
  const open = async (
    input: { readonly contextData?: { readonly [key: string]: string }; readonly executionTime?: number } = {},
  ) => (await recordUsage(engine, ann, { patternId: 'p', ...input })).usage.id;
  const tell = (usageId: string, input: Partial<SetUsageOutcomeInput> = {}, caller = ann) =>
    setUsageOutcome(engine, caller, { usageId, success: true, ...input });
  const stored = () => engine.unitOfWork.committed().patterns.get('p')?.usage;
  return { engine, open, tell, stored };
};

describe('an outcome told later', () => {
  test('sets the rates and leaves the number of uses [usage.late-outcome]', async () => {
    const { engine, open, tell, stored } = await setUp();
    const id = await open();
    const lastUsedAt = stored()?.lastUsedAt;
    engine.clock.advance(DAY);
    const { usage, pattern } = await tell(id);
    expect(usage).toMatchObject({ id, success: true, usedAt: lastUsedAt });
    expect(pattern.usage).toEqual(stored());
    expect(stored()).toMatchObject({ usageCount: 1, successCount: 1, failureCount: 0, lastUsedAt });
    expect(engine.unitOfWork.committed().usages.get(id)).toEqual(usage);
  });

  test('adds a time where there is none, and merges the context', async () => {
    const { open, tell, stored } = await setUp();
    const id = await open({ contextData: { task: 'a', drop: 'b' } });
    const { usage } = await tell(id, { success: false, executionTime: 2, contextData: { drop: null, more: 1 } });
    expect(usage).toMatchObject({ executionTime: 2, contextData: { task: 'a', more: 1 } });
    expect(usage.contextData).not.toHaveProperty('drop');
    expect(stored()).toMatchObject({ timedCount: 1, totalTime: 2, failureCount: 1 });
  });

  test('counts once under one request id, and a second time is refused [usage.late-outcome-once]', async () => {
    const { open, tell, stored } = await setUp();
    const id = await open();
    const requestId = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(id, { requestId })));
    expect(answers.every(({ usage }) => usage.success === true)).toBe(true);
    const before = stored();
    await expect(tell(id, { success: false })).rejects.toMatchObject({ reason: 'OUTCOME_ALREADY_SET' });
    expect(stored()).toEqual(before);
  });

  test('keeps the cap on the outcomes of one agent [usage.effectiveness-cap]', async () => {
    const { open, tell, stored } = await setUp();
    const ids = await Promise.all(Array.from({ length: 11 }, () => open()));
    for (const id of ids.slice(0, 10)) await tell(id);
    const { effectiveness } = stored() ?? {};
    await tell(ids[10] ?? '');
    expect(stored()).toMatchObject({ successCount: 11, effectiveness });
  });
});

describe('an outcome that is refused', () => {
  test('is one of another agent, told apart only where the pattern may be read [usage.late-outcome-other]', async () => {
    const { engine, open, tell } = await setUp();
    const id = await open();
    await expect(tell(id, {}, bob)).rejects.toMatchObject({ reason: 'NOT_OWNER', metadata: { owner: 'ann' } });
    await engine.unitOfWork.write((store) => store.patterns.insert(buildPattern({ id: 'secret', agentId: 'ann' })));
    const { usage } = await recordUsage(engine, ann, { patternId: 'secret' });
    for (const usageId of [usage.id, 'unknown']) {
      await expect(tell(usageId, {}, bob)).rejects.toMatchObject({ reason: 'USAGE_NOT_FOUND' });
    }
  });

  test('is named by its fields', async () => {
    const { open, tell } = await setUp();
    const id = await open({ executionTime: 1 });
    const refused = (fields: readonly string[]) => ({ violations: fields.map((field) => ({ field })) });
    await expect(tell(id, { success: undefined, executionTime: -1 })).rejects.toMatchObject(
      refused(['success', 'execution_time']),
    );
    await expect(tell(id, { executionTime: 2 })).rejects.toMatchObject(refused(['execution_time']));
    await expect(tell(id, { contextData: { text: 'x'.repeat(65_536) } })).rejects.toMatchObject(
      refused(['context_data']),
    );
  });

  test('is another agent named by who is no admin; an admin may, and it is audited', async () => {
    const { engine, open, tell } = await setUp();
    const id = await open();
    await expect(tell(id, { usingAgentId: 'ann' }, bob)).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
    await tell(id, { usingAgentId: 'ann' }, admin);
    expect(engine.unitOfWork.committed().audit).toEqual([
      expect.objectContaining({ agentId: 'root', actingFor: 'ann', action: 'SetUsageOutcome', targetId: 'p' }),
    ]);
  });
});

describe('a use that followed an answer of apply_pattern', () => {
  const withAnswer = async () => {
    const made = await setUp();
    await made.engine.unitOfWork.write(({ applications }) =>
      applications.insert({
        id: 'answer',
        agentId: 'ann',
        query: 'q',
        at: made.engine.clock.now(),
        isMentioned: false,
        patterns: [{ patternId: 'p', rank: 1, similarity: 0.9 }],
      }),
    );
    const use = (success?: boolean, caller = ann) =>
      recordUsage(made.engine, caller, { patternId: 'p', applicationId: 'answer', success });
    return { ...made, use };
  };

  test('reports one outcome for it, at once or later', async () => {
    const { use, tell, stored } = await withAnswer();
    const { usage: first } = await use();
    const { usage: second } = await use();
    expect(first.applicationId).toBe('answer');
    await tell(second.id);
    for (const again of [use(false), tell(first.id)]) {
      await expect(again).rejects.toMatchObject({ reason: 'OUTCOME_ALREADY_SET', metadata: { usage_id: second.id } });
    }
    expect(stored()).toMatchObject({ usageCount: 2, successCount: 1, failureCount: 0 });
  });

  test('names an answer of its own that had the pattern', async () => {
    const { engine, use } = await withAnswer();
    const refused = { reason: 'APPLICATION_NOT_FOUND' };
    await expect(use(true, bob)).rejects.toMatchObject(refused);
    await expect(recordUsage(engine, ann, { patternId: 'p', applicationId: 'none' })).rejects.toMatchObject(refused);
    await engine.unitOfWork.write((store) => store.patterns.insert(buildPattern({ id: 'other', agentId: 'ann' })));
    const elsewhere = recordUsage(engine, ann, { patternId: 'other', applicationId: 'answer' });
    await expect(elsewhere).rejects.toMatchObject(refused);
  });
});
