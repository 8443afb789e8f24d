import { expect, test } from 'vitest';
import { createLeases } from './leases.ts';

test('all leases are returned only once the last work has ended, failed or not', async () => {
  const leases = createLeases();
  await leases.allReturned();
  const giveBack = leases.take();
  const failing = leases.during(() => Promise.reject(new Error('failed')));
  let areReturned = false;
  const returned = leases.allReturned().then(() => {
    areReturned = true;
  });
  await expect(failing).rejects.toThrow('failed');
  await new Promise(setImmediate);
  expect(areReturned).toBe(false);
  giveBack();
  giveBack();
  await returned;
  const last = leases.take();
  const again = leases.allReturned();
  last();
  await again;
});
