import { describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { recordExperience } from './record-experience.ts';

const NOTE = {
  area: 'api_design',
  content: 'Paging by token survived the load test.\nOffsets did not.',
  tags: ['b', 'a', 'b'],
};
const CALLER = buildCaller({ agentId: 'ann' });
const REQUEST_ID = '6f2a58c1-91ac-4b73-9d3a-5a8a0c5b1f10';

describe('recordExperience', () => {
  test('keeps a note in the namespace of the caller, its tags in order and once', async () => {
    const engine = await createTestEngine();
    const experience = await recordExperience(engine, CALLER, NOTE);
    expect(experience).toEqual({
      ...NOTE,
      id: experience.id,
      tags: ['b', 'a'],
      agentId: 'ann',
      namespace: 'team-a',
      createdAt: engine.clock.now(),
    });
    expect([...engine.unitOfWork.committed().experiences.values()]).toEqual([experience]);
  });

  test('acts once for a request that is repeated', async () => {
    const engine = await createTestEngine();
    const call = { ...NOTE, requestId: REQUEST_ID };
    const first = await recordExperience(engine, CALLER, call);
    engine.clock.advance(1_000);
    expect(await recordExperience(engine, CALLER, call)).toEqual(first);
    expect(engine.unitOfWork.committed().experiences.size).toBe(1);
    await expect(recordExperience(engine, CALLER, { ...call, area: 'other' })).rejects.toMatchObject({
      reason: 'REQUEST_ID_REUSED',
    });
  });

  test('names every bad field', async () => {
    const engine = await createTestEngine();
    const bad = { area: '', content: ' \n ', tags: [''], namespace: 'no such/name' };
    await expect(recordExperience(engine, CALLER, bad)).rejects.toMatchObject({
      reason: 'INVALID_FIELD',
      violations: ['area', 'content', 'tags[0]', 'namespace'].map((field) => ({ field })),
    });
    for (const content of ['a'.repeat(4_001), 'a\u0000', 'a\ud800']) {
      await expect(recordExperience(engine, CALLER, { ...NOTE, content })).rejects.toMatchObject({
        violations: [{ field: 'content' }],
      });
    }
    const tags = Array.from({ length: 21 }, (_, index) => `t${index}`);
    await expect(recordExperience(engine, CALLER, { ...NOTE, tags })).rejects.toMatchObject({
      violations: [{ field: 'tags' }],
    });
  });

  test('refuses a namespace that the caller is no member of', async () => {
    const engine = await createTestEngine();
    await expect(recordExperience(engine, CALLER, { ...NOTE, namespace: 'elsewhere' })).rejects.toMatchObject({
      reason: 'NOT_A_MEMBER',
      metadata: { namespace: 'elsewhere' },
    });
  });
});
