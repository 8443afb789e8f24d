/**
 * Loaded into the core before its program (`node --import`), to tell how long its event loop stood still. At SIGUSR2 it
 * writes what it saw since the last time, in milliseconds, to the file that BENCH_LOOP_DELAY names.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MILLISECONDS = 2;
const NANOSECONDS = 1e6;

const file = process.env.BENCH_LOOP_DELAY;

if (file !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS });
  delays.enable();
  process.on('SIGUSR2', () => {
    const at = (share: number): number => Math.max(0, delays.percentile(share) / NANOSECONDS - RESOLUTION_MILLISECONDS);
    writeFileSync(`${file}.new`, JSON.stringify({ p50: at(50), p99: at(99), longest: at(100) }));
    renameSync(`${file}.new`, file);
    delays.reset();
  });
}
