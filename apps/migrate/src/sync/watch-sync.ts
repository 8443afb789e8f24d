import { setTimeout as delay } from 'node:timers/promises';
import type { TmwsClient } from '@tmws/client';
import { Bell } from './bell.ts';
import { followDatabase, isPassing } from './follow-database.ts';
import { followFolder } from './follow-folder.ts';
import type { SyncFolder } from './sync-folder.ts';
import type { SyncReport } from './sync-result.ts';
import { type SyncOptions, syncOnce } from './sync-round.ts';

const RETRY_MS = 1_000;

/** How a folder is watched. */
export interface WatchOptions extends SyncOptions {
  /** Ends it, after the sync that goes on. */
  readonly signal: AbortSignal;
  /** What the first sync did, then what each one did that did anything. */
  readonly onReport: (report: SyncReport) => void;
  /** Why a sync could not be done now; it is tried again. */
  readonly onMissed: (error: Error) => void;
}

/** Without what is as it was. */
const changesOf = (report: SyncReport): SyncReport => ({
  ...report,
  results: report.results.filter(({ action }) => action !== 'unchanged'),
  skipped: [],
});

/**
 * Syncs the folder, and again after each change of it and of a readable pattern, one sync after the other, until the
 * signal aborts. A core that is away for a while is waited for.
 *
 * @throws what a sync throws, but for a core that is away after the first one
 */
export const watchSync = async (client: TmwsClient, folder: SyncFolder, options: WatchOptions): Promise<void> => {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const bell = new Bell(signal);
  let told: string | undefined;
  let lost: unknown;

  const tell = (report: SyncReport): void => {
    const changes = changesOf(report);
    const text = JSON.stringify(changes.results);
    const isFirst = told === undefined;
    // What stays as it is, as a skill that is refused, is told once.
    const isNew = changes.results.length > 0 && text !== told;
    told = text;
    if (isFirst) options.onReport(report);
    else if (isNew) options.onReport(changes);
  };
  const round = async (): Promise<void> => {
    try {
      tell(await syncOnce(client, folder, options));
    } catch (error) {
      if (told === undefined || !isPassing(error)) throw error;
      options.onMissed(error);
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      bell.ring();
    }
  };

  await using _watched = await followFolder(folder.root, () => bell.ring());
  const following = followDatabase(client, () => bell.ring(), signal).catch((error: unknown) => {
    lost = error;
    stop.abort();
  });
  try {
    while (!signal.aborted) {
      await round();
      await bell.rung();
    }
  } finally {
    stop.abort();
    await following;
  }
  if (lost !== undefined) throw lost;
};
