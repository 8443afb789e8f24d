import { expect, test } from 'vitest';
import { buildCaller } from '../testing/build-caller.ts';
import { buildPattern } from '../testing/build-pattern.ts';
import { createTestEngine } from '../testing/create-test-engine.ts';
import { getPattern } from './get-pattern.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

test('a pattern that may not be read is answered as one that does not exist [access.not-found-equal, get.by-id]', async () => {
  const engine = await createTestEngine();
  await engine.unitOfWork.write((store) => store.patterns.insert(buildPattern({ id: 'aaaa' })));
  const refusals = await Promise.all(
    ['aaaa', 'bbbb'].map((patternId) =>
      getPattern(engine, bob, { patternId }).then(
        () => expect.unreachable(),
        (error: unknown) => JSON.stringify([String(error), error]).replaceAll(patternId, 'ID'),
      ),
    ),
  );
  expect(refusals[0]).toBe(refusals[1]);
  expect(await getPattern(engine, ann, { patternId: 'aaaa', requestingAgentId: 'ann' })).toMatchObject({ id: 'aaaa' });
  await expect(getPattern(engine, ann, { patternId: 'aaaa', requestingAgentId: 'bob' })).rejects.toMatchObject({
    reason: 'ACTING_FOR_OTHER_DENIED',
  });
  await engine.indexer.close();
});

test('the caller is who its credentials say, whatever agent a request names [identity.caller-from-credentials]', async () => {
  const engine = await createTestEngine({ patterns: [buildPattern({ id: 'aaaa' })] });
  const asAnn = getPattern(engine, bob, { patternId: 'aaaa', requestingAgentId: 'ann' });
  await expect(asAnn).rejects.toMatchObject({ reason: 'ACTING_FOR_OTHER_DENIED' });
  await engine.indexer.close();
});
