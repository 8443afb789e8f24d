import { AccessLevel, PatternChangeKind, type WatchPatternsResponse } from '@tmws/contract';
import { ClientError, Status } from 'nice-grpc';
import { expect, test } from 'vitest';
import { type Clients, makeTestFolder, startTestCore } from '../../testing/start-test-core.ts';

const watching = (clients: Clients, resumeToken = '') => {
  const ending = new AbortController();
  const stream = clients.patterns.watchPatterns({ resumeToken }, { signal: ending.signal })[Symbol.asyncIterator]();
  return {
    end: () => ending.abort(),
    next: async (count: number): Promise<readonly WatchPatternsResponse[]> => {
      const received: WatchPatternsResponse[] = [];
      while (received.length < count) {
        const { value, done } = await stream.next();
        if (done === true) return received;
        received.push(value);
      }
      return received;
    },
  };
};

const team = (patternName: string) => ({
  patternName,
  category: 'watched',
  patternData: { description: patternName },
  accessLevel: AccessLevel.TEAM,
});

test('another agent sees a creation of a TEAM pattern, and nothing of a private one [watch.access]', async () => {
  await using core = await startTestCore();
  const [ann, bob] = [core.as('ann'), core.as('bob')];
  const { next, end } = watching(bob);
  expect(await next(1)).toMatchObject([{ kind: PatternChangeKind.CAUGHT_UP, patternId: '' }]);
  await ann.patterns.createPattern({ ...team('mine'), accessLevel: AccessLevel.PRIVATE });
  const { pattern } = await ann.patterns.createPattern(team('ours'));
  const [event] = await next(1);
  expect(event).toMatchObject({
    kind: PatternChangeKind.CREATED,
    pattern: { id: pattern?.id, patternData: undefined },
  });
  end();
});

test('a stream that was cut goes on after a restart with each change once [watch.resume]', async () => {
  using folder = makeTestFolder();
  const names = Array.from({ length: 100 }, (_, at) => `change-${at}`);
  let token = '';
  {
    await using core = await startTestCore({}, { ...folder, [Symbol.dispose]: () => undefined });
    const { next, end } = watching(core.as('bob'));
    token = (await next(1))[0]?.resumeToken ?? '';
    end();
    await core.as('ann').patterns.batchCreatePatterns({ patterns: names.map(team) });
  }
  await using core = await startTestCore({}, { ...folder, [Symbol.dispose]: () => undefined });
  const { next, end } = watching(core.as('bob'), token);
  const events = await next(101);
  expect(events.map(({ pattern }) => pattern?.patternName)).toEqual([...names, undefined]);
  end();
});

test('a stream ends with CORE_DRAINING when the core ends', async () => {
  const core = await startTestCore();
  const { next } = watching(core.as('bob'));
  await next(1);
  const coming = next(1).then(
    () => undefined,
    (error: unknown) => error,
  );
  await core[Symbol.asyncDispose]();
  const error = await coming;
  expect(error instanceof ClientError && error.code).toBe(Status.UNAVAILABLE);
});

test('creation, update and deletion by another agent come in order, and the return too [watch.changes]', async () => {
  await using core = await startTestCore();
  const ann = core.as('ann');
  const { next, end } = watching(core.as('bob'));
  await next(1);
  const { pattern } = await ann.patterns.createPattern(team('ours'));
  const patternId = pattern?.id ?? '';
  await ann.patterns.updatePattern({ patternId, category: 'other' });
  await ann.patterns.deletePattern({ patternId });
  await ann.patterns.undeletePattern({ patternId });
  const events = await next(4);
  expect(events.map(({ kind, patternId: id }) => [kind, id])).toEqual([
    [PatternChangeKind.CREATED, patternId],
    [PatternChangeKind.UPDATED, patternId],
    [PatternChangeKind.DELETED, patternId],
    [PatternChangeKind.APPEARED, patternId],
  ]);
  expect(events[3]?.pattern).toMatchObject({ id: patternId, category: 'other' });
  end();
});

test('a level lowered from TEAM is a disappearance, and nothing is told after it [watch.access]', async () => {
  await using core = await startTestCore();
  const ann = core.as('ann');
  const { next, end } = watching(core.as('bob'));
  await next(1);
  const { pattern } = await ann.patterns.createPattern(team('ours'));
  const patternId = pattern?.id ?? '';
  await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.PRIVATE });
  await ann.patterns.updatePattern({ patternId, category: 'hidden' });
  await ann.patterns.deletePattern({ patternId });
  const last = await ann.patterns.createPattern(team('last'));
  const events = await next(3);
  expect(events.map(({ kind, patternId: id }) => [kind, id])).toEqual([
    [PatternChangeKind.CREATED, patternId],
    [PatternChangeKind.DISAPPEARED, patternId],
    [PatternChangeKind.CREATED, last.pattern?.id],
  ]);
  end();
});
