import type { DiskSkill } from './disk-skills.ts';
import type { SyncedSkill } from './sync-lock.ts';

/** A skill of the folder with what the last sync knew of it. */
export interface KnownSkill {
  readonly disk: DiskSkill;
  /** Undefined: it is new. Its path may be another one, where it was moved. */
  readonly known: SyncedSkill | undefined;
}

/** Skills of the folder and of the last sync, brought together. */
export interface MatchedSkills {
  readonly skills: readonly KnownSkill[];
  /** What is not in the folder any more. */
  readonly missing: readonly SyncedSkill[];
}

/** Brings them together by path, and what was moved by its content. */
export const matchSkills = (skills: readonly DiskSkill[], locked: readonly SyncedSkill[]): MatchedSkills => {
  const byPath = new Map(locked.map((known) => [known.path, known]));
  const paths = new Set(skills.map(({ path }) => path));
  const missing = new Set(locked.filter(({ path }) => !paths.has(path)));
  const movedHere = (digest: string): SyncedSkill | undefined => {
    const found = [...missing].find((known) => known.digest === digest);
    if (found !== undefined) missing.delete(found);
    return found;
  };
  const matched = skills.map((disk) => ({ disk, known: byPath.get(disk.path) ?? movedHere(disk.digest) }));
  return { skills: matched, missing: [...missing] };
};
