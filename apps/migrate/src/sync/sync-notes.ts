import type { Pattern } from '@tmws/contract';
import { byPath } from '../sources/source-tree.ts';
import type { DiskSkill } from './disk-skills.ts';
import { type SyncedSkill, type SyncParty, writeLock } from './sync-lock.ts';
import type { SyncAction, SyncResult } from './sync-result.ts';

/** A skill's place with the digest of its files. */
export type PlacedDigest = Pick<DiskSkill, 'path' | 'digest'>;

type Named = Pick<SyncedSkill, 'pattern_id' | 'pattern_name' | 'version'>;

/** A folder that stands for a version, as the lock says it. */
export const standingFor = ({ path, digest }: PlacedDigest, pattern: Pattern): SyncedSkill => ({
  path,
  pattern_id: pattern.id,
  lineage_id: pattern.lineageId,
  pattern_name: pattern.patternName,
  version: pattern.version,
  revision: pattern.revision,
  digest,
});

/** What one sync tells, and what the next one will know. */
export class SyncNotes {
  readonly #locked: Map<string, SyncedSkill>;
  readonly #results: SyncResult[] = [];
  #saved: string;

  constructor(locked: readonly SyncedSkill[]) {
    this.#locked = new Map(locked.map((known) => [known.path, known]));
    this.#saved = JSON.stringify(this.locked());
  }

  /** By path. */
  locked(): readonly SyncedSkill[] {
    return [...this.#locked.values()].toSorted(byPath);
  }

  /** By path. */
  results(): readonly SyncResult[] {
    return this.#results.toSorted(byPath);
  }

  /** Whether a folder at another path stands for the same pattern. */
  isElsewhere({ path, lineage_id }: SyncedSkill): boolean {
    return this.locked().some((other) => other.lineage_id === lineage_id && other.path !== path);
  }

  keep(known: SyncedSkill): void {
    this.#locked.set(known.path, known);
  }

  drop(path: string): void {
    this.#locked.delete(path);
  }

  tell(path: string, action: SyncAction, named: Named, more: Partial<SyncResult> = {}): void {
    const { pattern_id: patternId, pattern_name: patternName, version } = named;
    this.#results.push({ path, action, patternId, patternName, version, findings: [], beside: '', ...more });
  }

  /** Notes and tells that a folder stands for a version. */
  agree(skill: PlacedDigest, pattern: Pattern, action: SyncAction): void {
    const known = standingFor(skill, pattern);
    this.keep(known);
    this.tell(skill.path, action, known);
  }

  /** Writes the lock where it changed. */
  async save(state: string, party: SyncParty): Promise<void> {
    const locked = this.locked();
    const text = JSON.stringify(locked);
    if (text === this.#saved) return;
    await writeLock(state, party, locked);
    this.#saved = text;
  }
}
