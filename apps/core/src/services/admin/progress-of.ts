import { setTimeout as delay } from 'node:timers/promises';

const REPORT_MILLISECONDS = 500;

/** How far a piece of work is, and whether that was its end. */
export interface ProgressReport<Progress> {
  readonly progress: Progress;
  readonly stage: 'under way' | 'done';
}

/**
 * Starts work and yields how far it is, at least once a second, and where it ended. Whoever stops listening does not
 * stop the work.
 */
export async function* progressOf<Progress>(
  start: (onProgress: (progress: Progress) => void) => Promise<Progress>,
  signal: AbortSignal,
): AsyncGenerator<ProgressReport<Progress>, void, undefined> {
  let latest: Progress | undefined;
  const finished = start((progress) => {
    latest = progress;
  }).then((progress) => ({ progress, stage: 'done' }) satisfies ProgressReport<Progress>);
  for (;;) {
    const pausing = new AbortController();
    const pause = delay(REPORT_MILLISECONDS, undefined, { signal: AbortSignal.any([signal, pausing.signal]) });
    pause.catch(() => undefined);
    const report = await Promise.race([finished, pause]).finally(() => pausing.abort());
    if (report !== undefined) {
      yield report;
      return;
    }
    if (latest !== undefined) yield { progress: latest, stage: 'under way' };
  }
}
