import type { TmwsClient } from '@tmws/client';
import { type Outcome, printOutcome, type Surroundings } from '@tmws/terminal';
import { SyncFolder } from './sync/sync-folder.ts';
import { syncExitCode, syncJson, syncText } from './sync/sync-report.ts';
import type { SyncReport } from './sync/sync-result.ts';
import { type SyncOptions, syncOnce } from './sync/sync-round.ts';

/** What is synced, and how. */
export interface SyncRequest extends SyncOptions {
  /** As typed. */
  readonly folder: string;
  /** Whether it goes on until SIGINT or SIGTERM. */
  readonly isWatched: boolean;
  /** Whether each report of a watch is a JSON object. */
  readonly isJson: boolean;
  readonly connect: () => Promise<TmwsClient>;
  readonly surroundings: Surroundings;
}

const outcomeOf = (report: SyncReport): Outcome => ({
  json: () => syncJson(report),
  text: (page) => syncText(page, report),
  exitCode: syncExitCode(report),
});

const untilStopped = async (client: TmwsClient, folder: SyncFolder, request: SyncRequest): Promise<Outcome> => {
  const { environment, stdout, stderr } = request.surroundings;
  const { watchSync } = await import('./sync/watch-sync.ts');
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  let reports = 0;
  try {
    await watchSync(client, folder, {
      ...request,
      signal: stop.signal,
      onReport: (report) => {
        printOutcome(outcomeOf(report), { isJson: request.isJson, environment, stdout });
        if (reports === 0) stderr.write(`Watching ${request.folder}; Ctrl-C ends it.\n`);
        reports += 1;
      },
      onMissed: ({ message }) => stderr.write(`${message} Trying again.\n`),
    });
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
  return { json: () => ({ folder: request.folder, reports }), text: () => '' };
};

/**
 * `tmws-migrate sync`: a folder and its patterns, both ways, once or until it is stopped. Ends with 4 where both sides
 * changed a skill, with 1 where one was refused or kept; a watch that was stopped ends with 0.
 *
 * @throws SourceError for a folder that is not there; ProgramError for one that cannot be synced now; RemoteError as the
 * core refuses: what was done before stays, and the next run goes on.
 */
export const runSync = async (request: SyncRequest): Promise<Outcome> => {
  await using folder = await SyncFolder.open(request.folder, request);
  await using client = await request.connect();
  if (request.isWatched) return await untilStopped(client, folder, request);
  return outcomeOf(await syncOnce(client, folder, request));
};
