import { expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { createStubEmbedder } from '../testing/stub-embedder.ts';
import { getStatus } from './get-status.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

test('the status counts what the caller may read, and names each thing that is less than whole [grpc.status]', async () => {
  const engine = await createTestEngine({ embedder: createStubEmbedder({ state: { kind: 'loading' } }) });
  await engine.unitOfWork.write(async (store) => {
    await store.patterns.insert(buildPattern({ id: 'mine' }));
    await store.patterns.insert(buildPattern({ id: 'team', accessLevel: 'TEAM' }));
    await store.skills.addFiles('mine', [{ path: 'SKILL.md', mode: 0o644, digest: 'd', content: new Uint8Array() }]);
    await store.outbox.add(['mine', 'team'], engine.clock.now());
  });
  await engine.indexer.settle(['mine', 'team']);
  expect(await getStatus(engine, ann)).toMatchObject({
    patternCount: 2,
    skillCount: 1,
    pendingEmbeddings: 2,
    embedder: { kind: 'loading' },
    index: { state: { kind: 'ready' }, rows: 2 },
    degradedReasons: [expect.stringContaining('loading')],
  });
  expect(await getStatus(engine, bob)).toMatchObject({ patternCount: 1, skillCount: 0 });
  engine.embedder.setState({ kind: 'unavailable', reason: 'Start the endpoint.' });
  engine.index.damage('A file is missing.');
  expect((await getStatus(engine, ann)).degradedReasons).toEqual(['Start the endpoint.', 'A file is missing.']);
  await engine.indexer.close();
});
