import { afterEach, describe, expect, test, vi } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createMemoryUnitOfWork } from '../testing/memory-unit-of-work.ts';
import { createDemandLog } from './demand-log.ts';

const DAY = 86_400_000;
const demand = { namespace: 'team-a', agentId: 'ann', query: 'pool', bestSimilarity: 0.8 };

const setUp = (mode: 'on' | 'off' = 'on') => {
  const unitOfWork = createMemoryUnitOfWork();
  const clock = createManualClock(new Date('2026-01-01T00:00:00Z'));
  const errors: unknown[] = [];
  let ids = 0;
  const log = createDemandLog({
    unitOfWork,
    clock,
    mode,
    newId: () => {
      ids += 1;
      return `d${ids}`;
    },
    onError: (error) => errors.push(error),
  });
  return { unitOfWork, clock, log, errors, kept: () => [...unitOfWork.committed().demand.values()] };
};

afterEach(() => {
  vi.useRealTimers();
});

describe('the demand log', () => {
  test('writes what was searched when it is flushed, with the time of the search', async () => {
    const { log, kept, clock } = setUp();
    log.note(demand);
    clock.advance(5_000);
    expect(kept()).toEqual([]);
    await log.flush();
    expect(kept()).toEqual([{ ...demand, id: 'd1', at: new Date('2026-01-01T00:00:00Z') }]);
    await log.close();
  });

  test('writes the rest when it is closed', async () => {
    const { log, kept } = setUp();
    log.note({ ...demand, bestSimilarity: undefined });
    await log.close();
    expect(kept()).toHaveLength(1);
  });

  test('writes by itself when many searches are buffered', async () => {
    const { log, kept, unitOfWork } = setUp();
    for (let index = 0; index < 200; index += 1) log.note(demand);
    await unitOfWork.close();
    expect(kept()).toHaveLength(200);
    await log.close();
  });

  test('remembers nothing where it is off', async () => {
    const { log, kept } = setUp('off');
    log.note(demand);
    await log.close();
    expect(kept()).toEqual([]);
  });

  test('forgets a search after 90 days', async () => {
    const { log, kept, clock } = setUp();
    log.note(demand);
    await log.flush();
    clock.advance(91 * DAY);
    log.note(demand);
    await log.close();
    expect(kept().map(({ id }) => id)).toEqual(['d2']);
  });

  test('keeps what could not be written for the next time', async () => {
    const { log, kept, unitOfWork } = setUp();
    log.note(demand);
    unitOfWork.failNextCommit(new Error('disk full'));
    await expect(log.flush()).rejects.toThrow('disk full');
    await log.close();
    expect(kept()).toHaveLength(1);
  });

  test('writes by itself once a minute, so that a crash loses no more [suggest.demand-crash]', async () => {
    vi.useFakeTimers();
    const { log, kept } = setUp();
    log.note(demand);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(kept()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(kept()).toHaveLength(1);
    await log.close();
  });

  test('forgets old searches where none is added, too', async () => {
    vi.useFakeTimers();
    const { log, kept, clock } = setUp();
    log.note(demand);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toHaveLength(1);
    clock.advance(91 * DAY);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toEqual([]);
    await log.close();
  });

  test('has written what another flush took when a flush returns', async () => {
    const { log, kept } = setUp();
    log.note(demand);
    const first = log.flush();
    log.note(demand);
    await log.flush();
    expect(kept()).toHaveLength(2);
    await first;
    await log.close();
  });
});
