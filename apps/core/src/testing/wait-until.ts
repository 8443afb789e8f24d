import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds, at most the given milliseconds. */
export const waitUntil = async (holds: () => Promise<boolean> | boolean, limit = 20_000): Promise<void> => {
  const end = performance.now() + limit;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`What was waited for did not come within ${limit} milliseconds.`);
    await delay(20);
  }
};
