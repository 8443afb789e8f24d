import { expect, test } from 'vitest';
import { createMutex } from './mutex.ts';

test('work runs one after the other, in the order of asking', async () => {
  const mutex = createMutex();
  const log: string[] = [];
  const work = (name: string, turns: number) => async () => {
    log.push(`${name} begins`);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    log.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([mutex.run(work('a', 5)), mutex.run(work('b', 0))])).toEqual(['a', 'b']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('failed work is told to who asked for it and does not stop the next', async () => {
  const mutex = createMutex();
  const failed = mutex.run(async () => {
    throw new Error('no');
  });
  const next = mutex.run(async () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});
