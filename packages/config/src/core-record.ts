import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** What `core.lock` says of the core that runs on a data folder. The core writes it, clients read it. */
export interface CoreRecord {
  /** Where it listens, as `parseAddress` reads it. */
  readonly address: string;
  /** Its process id. */
  readonly pid: number;
  /** Version of the product. */
  readonly version: string;
  /** When it started, ISO 8601. */
  readonly startedAt: string;
  /** After which time without a client it ends, as `TMWS_IDLE_EXIT` takes it; `off`: never. Empty: it does not tell. */
  readonly idleExit: string;
}

/** How a core that does not serve ends, for whoever started it. */
export const CORE_EXIT_CODES = {
  /** It could not start; the last line of its log says why. */
  failed: 1,
  /** Another core holds the data folder: connect to that one. */
  anotherCoreRuns: 75,
} as const;

const NOTHING: CoreRecord = { address: '', pid: 0, version: '', startedAt: '', idleExit: '' };

const toRecord = (value: unknown): CoreRecord | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { address, pid, version, startedAt, idleExit } = { ...NOTHING, ...value };
  const isWhole = typeof address === 'string' && address !== '' && Number.isSafeInteger(pid) && pid > 0;
  if (!isWhole) return undefined;
  return { address, pid, version: String(version), startedAt: String(startedAt), idleExit: String(idleExit) };
};

/** Reads `core.lock`; undefined when there is none or it says nothing of use. Whether that core still runs is open. */
export const readCoreRecord = (path: string): CoreRecord | undefined => {
  try {
    return toRecord(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
};

/** Writes `core.lock`, mode 0600, in one step: a reader sees the old record or the new one. Only the lock's holder may. */
export const writeCoreRecord = (path: string, record: CoreRecord): void => {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, `${JSON.stringify(record)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

/** Removes `core.lock` when the core ends, as its last act before it frees the lock. */
export const removeCoreRecord = (path: string): void => rmSync(path, { force: true });
