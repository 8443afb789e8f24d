import { describe, expect, test } from 'vitest';
import { buildCaller, createTestEngine } from '../testing/index.ts';
import { changePattern, requireCurrent } from './change-pattern.ts';
import { createPattern } from './create-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });

const setUp = async () => {
  const engine = await createTestEngine();
  const first = await createPattern(engine, ann, { patternName: 'retry', category: 'net', patternData: { a: 1 } });
  const second = await createPattern(engine, ann, {
    patternName: 'retry',
    category: 'net',
    patternData: { a: 2 },
    version: '1.1.0',
  });
  return { engine, first: first.pattern, second: second.pattern };
};

describe('A change', () => {
  test('is the next revision of the pattern, and leaves its counters and its other versions alone', async () => {
    const { engine, first, second } = await setUp();
    const changed = await engine.unitOfWork.write((store) =>
      changePattern(store, { engine, caller: ann }, { pattern: first, content: { category: 'http' }, reason: 'why' }),
    );
    expect(changed).toMatchObject({ id: first.id, category: 'http', revision: 2, usage: first.usage });
    expect(await engine.unitOfWork.read((store) => store.patterns.find(second.id))).toMatchObject({ revision: 1 });
  });

  test('of what belongs to the lineage reaches every version', async () => {
    const { engine, first, second } = await setUp();
    await engine.unitOfWork.write((store) =>
      changePattern(
        store,
        { engine, caller: ann },
        { pattern: first, content: { patternName: 'renamed', accessLevel: 'PUBLIC' }, reason: undefined },
      ),
    );
    const other = await engine.unitOfWork.read((store) => store.patterns.find(second.id));
    expect(other).toMatchObject({ patternName: 'renamed', accessLevel: 'PUBLIC', revision: 2, patternData: { a: 2 } });
  });

  test('that retires the head makes another version the head', async () => {
    const { engine, first, second } = await setUp();
    await engine.unitOfWork.write((store) =>
      changePattern(
        store,
        { engine, caller: ann },
        { pattern: second, content: { status: 'RETIRED' }, reason: undefined },
      ),
    );
    expect(await engine.unitOfWork.read((store) => store.patterns.find(first.id))).toMatchObject({ isHead: true });
  });

  test('with a stale etag is refused with the current one', async () => {
    const { first } = await setUp();
    expect(() => requireCurrent(first, '7')).toThrow(
      expect.objectContaining({
        reason: 'REVISION_CONFLICT',
        metadata: { pattern_id: first.id, etag: '1', sent_etag: '7' },
      }),
    );
    expect(() => requireCurrent(first, '1')).not.toThrow();
  });
});
