/**
 * Asks the core who is calling, every 10 ms, until its standard input ends; then tells how long that took. A process of
 * its own, so that nothing but the core can hold it up. Its argument is the core's socket.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { connectRaw } from './raw-calls.ts';
import { timesOf } from './timing.ts';

const PAUSE_MILLISECONDS = 10;
const WHO_AM_I = '/tmws.learning.v1.AccessService/WhoAmI';

let isWanted = true;
process.stdin.on('end', () => {
  isWanted = false;
});
process.stdin.resume();

using client = connectRaw(process.argv[2] ?? '');
const milliseconds: number[] = [];
while (isWanted) {
  const begin = performance.now();
  await client.call(WHO_AM_I, new Uint8Array());
  milliseconds.push(performance.now() - begin);
  await pause(PAUSE_MILLISECONDS);
}
process.stdout.write(JSON.stringify({ ...timesOf(milliseconds), longest: Math.max(...milliseconds) }));
