import { createManualClock, createMemoryUnitOfWork } from '@tmws/engine/testing';
import { expect, test, vi } from 'vitest';
import { forgetOldRequests, startHousekeeping } from './housekeeping.ts';

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

test('a house is kept as soon as a core starts, and what is under way ends before it does', async () => {
  const clock = createManualClock(new Date('2026-01-01T00:00:00Z'));
  const unitOfWork = createMemoryUnitOfWork();
  const errors: unknown[] = [];
  const refreshedAt = () => unitOfWork.read((store) => store.usages.effectivenessRefreshedAt());
  const first = startHousekeeping({ unitOfWork, clock, onError: (error) => errors.push(error) });
  await first.stop();
  expect(await refreshedAt()).toBeUndefined();
  const second = startHousekeeping({ unitOfWork, clock, onError: (error) => errors.push(error) });
  await vi.waitFor(async () => expect(await refreshedAt()).toEqual(clock.now()));
  await second.stop();
  expect(errors).toEqual([]);
});

test('one task that fails is told and keeps no other from its turn', async () => {
  const clock = createManualClock(new Date('2026-01-01T00:00:00Z'));
  const unitOfWork = createMemoryUnitOfWork();
  const errors: unknown[] = [];
  unitOfWork.failNextCommit(new Error('disk full'));
  const housekeeping = startHousekeeping({ unitOfWork, clock, onError: (error) => errors.push(error) });
  await vi.waitFor(async () => {
    expect(await unitOfWork.read((store) => store.usages.effectivenessRefreshedAt())).toEqual(clock.now());
  });
  await housekeeping.stop();
  expect(errors).toEqual([new Error('disk full')]);
});
