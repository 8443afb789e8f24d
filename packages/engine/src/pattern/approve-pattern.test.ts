import { patternFinding } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { approvePattern } from './approve-pattern.ts';
import { createPattern } from './create-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const scanFinding = (id: string) =>
  patternFinding({ id, code: 'secret', severity: 'error', field: '', text: 'An access key was found.' });

const flagged = async (status = 'DRAFT', ids: readonly string[] = ['f-1', 'f-2']) => {
  const engine = await createTestEngine();
  engines.push(engine);
  const { pattern } = await createPattern(engine, ann, {
    patternName: 'imported',
    category: 'c',
    patternData: { description: 'd' },
    accessLevel: 'TEAM',
    status,
  });
  const held = ids.map((id) => ({ finding: scanFinding(id), isHeld: true, approval: undefined }));
  engine.unitOfWork.committed().findings.set(`${pattern.id} 1`, held);
  const approve = (acceptFindings: readonly string[], more: { etag?: string; requestId?: string } = {}, caller = ann) =>
    approvePattern(engine, caller, { patternId: pattern.id, acceptFindings, ...more });
  const stored = () => engine.unitOfWork.committed().patterns.get(pattern.id);
  return { engine, pattern, approve, stored };
};

describe('approving a flagged pattern', () => {
  test('makes it ACTIVE at its level, as a new revision, and keeps who let the findings pass', async () => {
    const { engine, approve, stored } = await flagged();
    const { pattern, searchable } = await approve(['f-1', 'f-2']);
    expect(pattern).toMatchObject({ status: 'ACTIVE', accessLevel: 'TEAM', revision: 2, isHead: true });
    expect(stored()).toEqual(pattern);
    expect(searchable.byWords).toBe(true);
    const kept = await engine.unitOfWork.read((store) => store.findings.kept({ patternId: pattern.id, revision: 2 }));
    expect(kept.map(({ approval }) => approval?.agentId)).toEqual(['ann', 'ann']);
    expect(kept.map(({ finding }) => finding.done)).toEqual(Array(2).fill('Approved by its owner.'));
  });

  test('with a finding left out is refused with its id, and nothing changes', async () => {
    const { approve, pattern, stored } = await flagged();
    await expect(approve(['f-1'])).rejects.toMatchObject({
      reason: 'FINDINGS_NOT_ACCEPTED',
      metadata: { finding_ids: 'f-2' },
    });
    expect(stored()).toEqual(pattern);
  });

  test('is for what is flagged and a DRAFT alone', async () => {
    await expect((await flagged('ACTIVE')).approve(['f-1', 'f-2'])).rejects.toMatchObject({
      reason: 'PATTERN_NOT_FLAGGED',
    });
    await expect((await flagged('DRAFT', [])).approve([])).rejects.toMatchObject({ reason: 'PATTERN_NOT_FLAGGED' });
  });

  test('is for its owner: the draft does not exist for others', async () => {
    const { approve } = await flagged();
    await expect(approve(['f-1', 'f-2'], {}, bob)).rejects.toMatchObject({ reason: 'PATTERN_NOT_FOUND' });
  });

  test('with a stale etag is refused', async () => {
    const { approve } = await flagged();
    await expect(approve(['f-1', 'f-2'], { etag: '7' })).rejects.toMatchObject({ reason: 'REVISION_CONFLICT' });
  });

  test('repeated with its request id acts once', async () => {
    const { approve, stored } = await flagged();
    const requestId = '0b9c3d8e-5f0a-4a3c-9a2b-1f2e3d4c5b6a';
    const first = await approve(['f-1', 'f-2'], { requestId });
    expect((await approve(['f-1', 'f-2'], { requestId })).pattern).toEqual(first.pattern);
    expect(stored()?.revision).toBe(2);
  });
});
