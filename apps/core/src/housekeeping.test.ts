import { createManualClock, createMemoryUnitOfWork } from '@tmws/engine/testing';
import { expect, test } from 'vitest';
import { forgetOldRequests } from './housekeeping.ts';

test('answers to requests of more than 24 hours ago are forgotten', async () => {
  const clock = createManualClock(new Date('2026-01-01T00:00:00Z'));
  const unitOfWork = createMemoryUnitOfWork();
  const remember = (requestId: string): Promise<void> =>
    unitOfWork.write((store) =>
      store.requests.remember({ agentId: 'ann', requestId, digest: 'd', answer: {}, at: clock.now() }),
    );
  await remember('old');
  clock.advance(25 * 3_600_000);
  await remember('new');
  await forgetOldRequests({ unitOfWork, clock });
  const since = new Date(0);
  const found = await unitOfWork.read(async (store) => [
    await store.requests.find('ann', 'old', since),
    await store.requests.find('ann', 'new', since),
  ]);
  expect(found.map((entry) => entry !== undefined)).toEqual([false, true]);
});
