import { expect, test } from 'vitest';
import { createTaskQueue } from './task-queue.ts';

test('tasks run one at a time in the order given, and a failed one does not stop the next', async () => {
  const queue = createTaskQueue();
  const log: string[] = [];
  const task = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise(setImmediate);
    log.push(`${name} ends`);
    if (name === 'first') throw new Error(name);
    return name;
  };
  const first = queue.run(task('first'));
  const second = queue.run(task('second'));
  await expect(first).rejects.toThrow('first');
  await expect(second).resolves.toBe('second');
  await queue.idle();
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});
