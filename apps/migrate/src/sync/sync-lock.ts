import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';
import { isRecord, parsed } from '../json-text.ts';

/** A folder and its pattern as they were when both were last looked at and agreed. */
export interface SyncedSkill {
  /** Of the skill's folder, below the synced one, `/` between parts; empty: the synced folder itself. */
  readonly path: string;
  /** The version that the folder stands for. */
  readonly pattern_id: string;
  readonly lineage_id: string;
  readonly pattern_name: string;
  readonly version: string;
  readonly revision: number;
  /** Over the folder's files, as `filesDigest` gives it. */
  readonly digest: string;
}

/** For whom a folder is synced: ids mean nothing to another agent, and skills of another namespace are others. */
export interface SyncParty {
  readonly agent_id: string;
  readonly namespace: string;
}

const LOCK_NAME = 'lock.json';
const MADE_BY = 'tmws-migrate sync';

const TEXTS = ['path', 'pattern_id', 'lineage_id', 'pattern_name', 'version', 'digest'] as const;

const isSkill = (value: unknown): value is SyncedSkill =>
  isRecord(value) && TEXTS.every((key) => typeof value[key] === 'string') && typeof value.revision === 'number';

const unreadable = (path: string): ProgramError =>
  new ProgramError(`${path} is no lock file of a sync. Delete it to begin anew.`, {
    reason: 'LOCK_UNREADABLE',
    exitCode: EXIT_CODES.invalidInput,
    metadata: { path },
  });

const ofAnother = (path: string, { agent_id, namespace }: SyncParty): ProgramError =>
  new ProgramError(
    `The folder is synced by agent ${agent_id} with namespace ${namespace}. Sync it as that one, or delete ${path} to begin anew.`,
    { reason: 'SYNCED_BY_ANOTHER', exitCode: EXIT_CODES.conflict, metadata: { path, agent_id, namespace } },
  );

/**
 * What the last sync left; nothing where there was none.
 *
 * @throws ProgramError LOCK_UNREADABLE for a damaged file, SYNCED_BY_ANOTHER for one of another agent or namespace
 */
export const readLock = async (state: string, party: SyncParty): Promise<readonly SyncedSkill[]> => {
  const path = join(state, LOCK_NAME);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw unreadable(path);
  });
  if (text === undefined) return [];
  const lock = parsed(text);
  if (!isRecord(lock) || lock.made_by !== MADE_BY || !Array.isArray(lock.skills) || !lock.skills.every(isSkill)) {
    throw unreadable(path);
  }
  const { agent_id, namespace } = lock;
  if (typeof agent_id !== 'string' || typeof namespace !== 'string') throw unreadable(path);
  if (agent_id !== party.agent_id || namespace !== party.namespace) throw ofAnother(path, { agent_id, namespace });
  return lock.skills;
};

/** Writes the lock, whole or not at all. */
export const writeLock = async (state: string, party: SyncParty, skills: readonly SyncedSkill[]): Promise<void> => {
  const sorted = skills.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const temporary = join(state, `${LOCK_NAME}.new`);
  await writeFile(temporary, `${JSON.stringify({ made_by: MADE_BY, ...party, skills: sorted }, undefined, 2)}\n`);
  await rename(temporary, join(state, LOCK_NAME));
};
