// Prints the size of the heap after each major garbage collection, to stderr.
//
//   node --import ./heap-watch.mjs server.js
//   HEAP_WATCH_MIN_SECONDS=10   at most one line in that time (default 5)
//
// Only what survives a major collection counts: a rising floor under constant load is a leak.
import { constants, PerformanceObserver } from 'node:perf_hooks';

const interval = Number(process.env.HEAP_WATCH_MIN_SECONDS ?? 5) * 1000;
const megabytes = (bytes) => (bytes / 1048576).toFixed(1).padStart(8);
let last = Number.NEGATIVE_INFINITY;
let first;

const observer = new PerformanceObserver((list) => {
  const major = list.getEntries().some((entry) => entry.detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
  if (!major || performance.now() - last < interval) return;
  last = performance.now();
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  first ??= heapUsed;
  const growth = (((heapUsed - first) / first) * 100).toFixed(0);
  process.stderr.write(
    `[heap] ${(last / 1000).toFixed(0).padStart(6)} s  heap ${megabytes(heapUsed)} MB (${growth} % since first)` +
      `  external ${megabytes(external)}  buffers ${megabytes(arrayBuffers)}  rss ${megabytes(rss)}\n`,
  );
});
observer.observe({ entryTypes: ['gc'] });
