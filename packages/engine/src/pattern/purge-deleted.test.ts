import { describe, expect, test } from 'vitest';
import { buildCaller, createTestEngine } from '../testing/index.ts';
import { createPattern } from './create-pattern.ts';
import { deletePattern } from './delete-pattern.ts';
import { purgeDeleted } from './purge-deleted.ts';
import { purgePattern } from './purge-pattern.ts';
import { redactRevision } from './redact-revision.ts';
import { undeletePattern } from './undelete-pattern.ts';
import { updatePattern } from './update-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const admin = buildCaller({ agentId: 'ada', memberships: [{ namespace: 'team-a', role: 'admin' }] });

const DAY = 86_400_000;

const setUp = async () => {
  const engine = await createTestEngine();
  const patternData = { description: 'gone one day' };
  const { pattern } = await createPattern(engine, ann, { patternName: 'doomed', category: 'c', patternData });
  const patternId = pattern.id;
  const audit = () => engine.unitOfWork.committed().audit;
  const purge = () => purgeDeleted({ ...engine, signal: new AbortController().signal });
  return { engine, patternId, audit, purge };
};

describe('A deleted pattern', () => {
  test('comes back after 29 days', async () => {
    const { engine, patternId, purge } = await setUp();
    await deletePattern(engine, ann, { patternId });
    engine.clock.advance(29 * DAY);
    expect(await purge()).toBe(0);
    expect((await undeletePattern(engine, ann, { patternId })).pattern.deletedAt).toBeUndefined();
  });

  test('is purged after 30 days, and gone before housekeeping comes round [delete.purge]', async () => {
    const { engine, patternId, purge } = await setUp();
    await deletePattern(engine, ann, { patternId });
    engine.clock.advance(31 * DAY);
    await expect(undeletePattern(engine, ann, { patternId })).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
    expect(await purge()).toBe(1);
    expect(await engine.unitOfWork.read((store) => store.patterns.find(patternId))).toBeUndefined();
    expect(await purge()).toBe(0);
  });
});

test('Purges and redactions stay in the audit log: who, what and when, without the content [delete.purge-audited]', async () => {
  const { engine, patternId, audit, purge } = await setUp();
  await updatePattern(engine, ann, { patternId, change: { category: 'd' } });
  await redactRevision(engine, admin, { patternId, revision: 1, reason: 'personal' });
  await purgePattern(engine, admin, { patternId });
  const patternData = { description: 'gone too' };
  const { pattern } = await createPattern(engine, ann, { patternName: 'second', category: 'c', patternData });
  await deletePattern(engine, ann, { patternId: pattern.id });
  engine.clock.advance(31 * DAY);
  await purge();
  const about = { targetKind: 'pattern', namespace: 'team-a', at: expect.any(Date) };
  expect(audit()).toEqual([
    expect.objectContaining({ ...about, action: 'RedactRevision', agentId: 'ada', targetId: patternId }),
    expect.objectContaining({ ...about, action: 'PurgePattern', agentId: 'ada', targetId: patternId }),
    expect.objectContaining({ ...about, action: 'PurgePattern', agentId: 'system', targetId: pattern.id }),
  ]);
  expect(JSON.stringify(audit())).not.toMatch(/gone|doomed/);
});
