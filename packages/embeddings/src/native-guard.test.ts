import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { NativeGuard } from './native-guard.ts';

const never = Symbol('never settled');
const settledSoon = <T>(promise: Promise<T>): Promise<T | symbol> =>
  Promise.race([promise, new Promise<symbol>((resolve) => setTimeout(resolve, 20, never))]);

describe('NativeGuard', () => {
  test('runs one work after the other and passes on what it gives and throws', async () => {
    const guard = new NativeGuard();
    expect(await guard.run(async () => 1)).toBe(1);
    await expect(guard.run(() => Promise.reject(new Error('native')))).rejects.toThrow('native');
    expect(await guard.run(async () => 2)).toBe(2);
  });

  test('closes once the work inside is done, and lets no other begin', async () => {
    const guard = new NativeGuard();
    const inside = Promise.withResolvers<void>();
    const work = guard.run(() => inside.promise);
    const other = new NativeGuard(guard.memory);
    expect(await settledSoon(other.close())).toBe(never);
    inside.resolve();
    await work;
    await other.close();
    expect(await settledSoon(guard.run(async () => 1))).toBe(never);
  });

  test('waits without an event loop for another thread to come out, and gives up in time', async () => {
    const guard = new NativeGuard();
    const worker = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads');
       const state = new Int32Array(workerData);
       Atomics.store(state, 0, 1);
       parentPort.postMessage('inside');
       setTimeout(() => { Atomics.store(state, 0, 0); Atomics.notify(state, 0); }, 100);`,
      { eval: true, workerData: guard.memory },
    );
    await new Promise((resolve) => worker.once('message', resolve));
    guard.closeBlocking(1);
    expect(new Int32Array(guard.memory)[0]).toBe(1);
    guard.closeBlocking(10_000);
    expect(await settledSoon(guard.run(async () => 1))).toBe(never);
    await worker.terminate();
  });
});
