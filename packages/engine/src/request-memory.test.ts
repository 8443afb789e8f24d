import { describe, expect, test } from 'vitest';
import { openRequest, writeOnce } from './request-memory.ts';
import { buildCaller } from './testing/build-caller.ts';
import { buildPattern } from './testing/build-pattern.ts';
import { createTestEngine } from './testing/create-test-engine.ts';

const REQUEST = '6f1c0a52-6c7e-4b5f-9a3d-0c1d2e3f4a5b';
const ann = buildCaller({ agentId: 'ann' });
const DAY = 86_400_000;

const setUp = async () => {
  const engine = await createTestEngine();
  let runs = 0;
  const call = (changes: { requestId?: string | undefined; input?: unknown; agentId?: string; call?: string } = {}) =>
    writeOnce(
      engine,
      {
        caller: { ...ann, agentId: changes.agentId ?? 'ann' },
        requestId: 'requestId' in changes ? changes.requestId : REQUEST,
        content: { call: changes.call ?? 'Create', input: changes.input ?? { a: 1, b: 2 } },
      },
      async (store) => {
        runs += 1;
        await store.patterns.insert(buildPattern({ id: `p${runs}` }));
        return { run: runs };
      },
    );
  return { engine, call, runs: () => runs };
};

describe('a repeated request', () => {
  test('gets the first answer and acts once, whatever the order of its keys', async () => {
    const { call, runs, engine } = await setUp();
    expect(await call()).toEqual({ run: 1 });
    expect(await call({ input: { b: 2, a: 1 } })).toEqual({ run: 1 });
    expect(runs()).toBe(1);
    expect(engine.unitOfWork.committed().patterns.size).toBe(1);
  });

  test('acts once when it comes many times at once', async () => {
    const { call, runs } = await setUp();
    const answers = await Promise.all(Array.from({ length: 32 }, () => call()));
    expect(new Set(answers.map((answer) => answer.run))).toEqual(new Set([1]));
    expect(runs()).toBe(1);
  });

  test('is refused with other content or as another call [grpc.request-id-reused]', async () => {
    const { call } = await setUp();
    await call();
    await expect(call({ input: { a: 2 } })).rejects.toMatchObject({
      reason: 'REQUEST_ID_REUSED',
      metadata: { request_id: REQUEST },
    });
    await expect(call({ call: 'Delete' })).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });

  test('of another caller is another request [grpc.request-id-scope]', async () => {
    const { call, runs } = await setUp();
    await call();
    await call({ agentId: 'bob' });
    expect(runs()).toBe(2);
  });

  test('is remembered for 24 hours [grpc.request-id-scope]', async () => {
    const { call, runs, engine } = await setUp();
    await call();
    engine.clock.advance(DAY - 1);
    await call();
    expect(runs()).toBe(1);
    engine.clock.advance(2);
    await call();
    expect(runs()).toBe(2);
  });

  test('is known in upper case too', async () => {
    const { call, runs } = await setUp();
    await call();
    await call({ requestId: REQUEST.toUpperCase() });
    expect(runs()).toBe(1);
  });
});

describe('a request', () => {
  test('without an id acts each time', async () => {
    const { call, runs } = await setUp();
    await call({ requestId: undefined });
    await call({ requestId: '' });
    expect(runs()).toBe(2);
  });

  test('whose id is no UUID is refused in a short message [grpc.request-id-format]', async () => {
    const { call, runs } = await setUp();
    for (const requestId of ['1', 'x'.repeat(100_000)]) {
      const failed = call({ requestId });
      await expect(failed).rejects.toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field: 'request_id' }] });
    }
    expect(runs()).toBe(0);
  });

  test('that fails leaves nothing behind and may be sent again', async () => {
    const { call, engine, runs } = await setUp();
    engine.unitOfWork.failNextCommit(new Error('disk full'));
    await expect(call()).rejects.toThrow('disk full');
    expect(await call()).toEqual({ run: 2 });
    expect(runs()).toBe(2);
    expect(engine.unitOfWork.committed().patterns.size).toBe(1);
  });
});

describe('a request whose work is more than one transaction', () => {
  const content = { call: 'Import', input: { digest: 'abc' } };

  test('is known once it was answered, and gets the first answer without its work', async () => {
    const engine = await createTestEngine();
    const first = await openRequest(engine, { caller: ann, requestId: REQUEST });
    expect(first.isRepeated).toBe(false);
    expect(await first.answer(content, async () => ({ count: 1 }))).toEqual({ count: 1 });
    const second = await openRequest(engine, { caller: ann, requestId: REQUEST });
    expect(second.isRepeated).toBe(true);
    expect(await second.answer(content, () => Promise.reject(new Error('Done twice.')))).toEqual({ count: 1 });
    const other = { ...content, input: { digest: 'abd' } };
    await expect(second.answer(other, async () => ({}))).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
  });

  test('is done again where it broke off, and always without an id', async () => {
    const engine = await createTestEngine();
    const broken = await openRequest(engine, { caller: ann, requestId: REQUEST });
    await expect(broken.answer(content, () => Promise.reject(new Error('Broke off.')))).rejects.toThrow('Broke off.');
    expect((await openRequest(engine, { caller: ann, requestId: REQUEST })).isRepeated).toBe(false);
    for (const requestId of [undefined, '']) {
      const unnamed = await openRequest(engine, { caller: ann, requestId });
      await unnamed.answer(content, async () => ({ count: 1 }));
      expect((await openRequest(engine, { caller: ann, requestId })).isRepeated).toBe(false);
    }
  });
});
