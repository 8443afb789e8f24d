import type { Caller } from '@tmws/domain';
import { afterEach, describe, expect, test } from 'vitest';
import { changePattern } from '../pattern/change-pattern.ts';
import { createPattern } from '../pattern/create-pattern.ts';
import { buildCaller } from '../testing/build-caller.ts';
import { createTestEngine, type TestEngine } from '../testing/create-test-engine.ts';
import { type WatchEvent, type WatchPatternsInput, watchPatterns } from './watch-patterns.ts';

const ann = buildCaller({ agentId: 'ann' });
const bob = buildCaller({ agentId: 'bob' });

const engines: TestEngine[] = [];
const watches: AbortController[] = [];
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.abort();
  for (const engine of engines.splice(0)) await engine.indexer.close();
});

const setUp = async () => {
  const engine = await createTestEngine();
  engines.push(engine);
  await engine.unitOfWork.write(async (store) => {
    for (const agent of ['ann', 'bob']) await store.identity.provision(agent, 'team-a');
  });
  const create = async (patternName: string, changes: Partial<Parameters<typeof createPattern>[2]> = {}) => {
    const given = { patternName, category: 'c', patternData: { description: 'd' }, accessLevel: 'TEAM', ...changes };
    return (await createPattern(engine, ann, given)).pattern;
  };
  const change = (id: string, content: Parameters<typeof changePattern>[2]['content']) =>
    engine.unitOfWork.write(async (store) => {
      const pattern = (await store.patterns.find(id)) ?? expect.fail('It is gone.');
      return changePattern(store, { engine, caller: ann }, { pattern, content, reason: undefined });
    });
  const watch = (caller: Caller, input: Partial<WatchPatternsInput> = {}) => {
    const ending = new AbortController();
    watches.push(ending);
    const stream = watchPatterns(engine, caller, { resumeToken: '', ...input, signal: ending.signal });
    const next = async (count: number): Promise<readonly WatchEvent[]> => {
      const events: WatchEvent[] = [];
      while (events.length < count) {
        const { value, done } = await stream.next();
        if (done === true) return events;
        events.push(value);
      }
      return events;
    };
    return { next, end: () => ending.abort(new Error('ended')) };
  };
  return { engine, create, change, watch };
};

const told = (events: readonly WatchEvent[]) =>
  events.map(({ kind, patternId }) => (patternId === '' ? kind : [kind, patternId]));

describe('watching', () => {
  test('tells each creation and update in order, and is live at once [watch.changes]', async () => {
    const { create, change, watch } = await setUp();
    await create('before');
    const { next } = watch(bob);
    expect(told(await next(1))).toEqual(['CAUGHT_UP']);
    const pattern = await create('watched');
    await change(pattern.id, { category: 'other' });
    const events = await next(2);
    expect(told(events)).toEqual([
      ['CREATED', pattern.id],
      ['UPDATED', pattern.id],
    ]);
    expect(events[1]?.pattern).toMatchObject({ id: pattern.id, category: 'other' });
  });

  test('waits for the next commit', async () => {
    const { create, watch } = await setUp();
    const { next } = watch(bob);
    await next(1);
    const coming = next(1);
    const pattern = await create('late');
    expect(told(await coming)).toEqual([['CREATED', pattern.id]]);
  });

  test('tells nothing of what the caller may not read, and once that something disappears [watch.access]', async () => {
    const { create, change, watch } = await setUp();
    const { next } = watch(bob);
    await next(1);
    const secret = await create('secret', { accessLevel: 'PRIVATE' });
    await change(secret.id, { category: 'x' });
    const shared = await create('shared');
    await change(shared.id, { accessLevel: 'PRIVATE' });
    await change(shared.id, { category: 'unseen' });
    await change(shared.id, { accessLevel: 'TEAM' });
    await change(shared.id, { status: 'DRAFT' });
    const last = await create('last');
    const events = await next(5);
    expect(told(events)).toEqual([
      ['CREATED', shared.id],
      ['DISAPPEARED', shared.id],
      ['APPEARED', shared.id],
      ['DISAPPEARED', shared.id],
      ['CREATED', last.id],
    ]);
    expect(events.slice(0, 4).map(({ pattern }) => pattern)).toEqual(Array(4).fill(undefined));
  });

  test('ends what a membership showed when it ends', async () => {
    const { engine, create, watch } = await setUp();
    const { next } = watch(bob);
    await next(1);
    await create('first');
    await next(1);
    engine.unitOfWork.committed().memberships.set('bob', []);
    await create('second');
    const open = await create('open', { accessLevel: 'PUBLIC' });
    expect(told(await next(1))).toEqual([['CREATED', open.id]]);
  });

  test('is narrowed by owner, namespace and category', async () => {
    const { create, change, watch } = await setUp();
    const { next } = watch(bob, { namespace: 'team-a', agentId: 'ann', category: 'wanted' });
    await next(1);
    await create('other');
    const pattern = await create('one', { category: 'wanted' });
    await change(pattern.id, { category: 'unwanted' });
    expect(told(await next(2))).toEqual([
      ['CREATED', pattern.id],
      ['DISAPPEARED', pattern.id],
    ]);
  });

  test('ends with the reason of its signal', async () => {
    const { watch } = await setUp();
    const { next, end } = watch(bob);
    await next(1);
    const coming = next(1);
    end();
    await expect(coming).rejects.toThrow('ended');
  });
});

describe('a resume token', () => {
  test('goes on without loss or repetition [watch.resume]', async () => {
    const { create, watch } = await setUp();
    const first = watch(bob);
    const [caughtUp] = await first.next(1);
    const missed: string[] = [];
    for (let at = 0; at < 100; at += 1) missed.push((await create(`p-${at}`)).id);
    const { next } = watch(bob, { resumeToken: caughtUp?.resumeToken ?? '' });
    const events = await next(101);
    expect(events.map(({ patternId }) => patternId)).toEqual([...missed, '']);
    const rest = await watch(bob, { resumeToken: events[59]?.resumeToken ?? '' }).next(41);
    expect(rest.map(({ patternId }) => patternId)).toEqual([...missed.slice(60), '']);
  });

  test('shows nothing: two of one place differ, and neither holds a number', async () => {
    const { watch } = await setUp();
    const [[one], [two]] = [await watch(bob).next(1), await watch(bob).next(1)];
    expect(one?.resumeToken).not.toBe(two?.resumeToken);
    expect(one?.resumeToken).toHaveLength(48);
  });

  test('of another caller, of other filters or tampered with is RESUME_TOKEN_INVALID', async () => {
    const { watch } = await setUp();
    const [event] = await watch(bob).next(1);
    const token = event?.resumeToken ?? '';
    const refused = { reason: 'RESUME_TOKEN_INVALID' };
    await expect(watch(ann, { resumeToken: token }).next(1)).rejects.toMatchObject(refused);
    await expect(watch(bob, { resumeToken: token, category: 'c' }).next(1)).rejects.toMatchObject(refused);
    for (const bad of ['x', `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, `${token}A`]) {
      await expect(watch(bob, { resumeToken: bad }).next(1)).rejects.toMatchObject(refused);
    }
  });
});
