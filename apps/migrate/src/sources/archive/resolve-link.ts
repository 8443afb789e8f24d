import type { SourceFinding } from '../skill-folder.ts';
import type { ArchiveEntry } from './archive-entry.ts';

/** What an archive holds, by checked paths. */
export interface ArchiveIndex {
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  /** Every folder that an entry is or lies in; the top is the empty path. */
  readonly folders: ReadonlySet<string>;
}

const MOST_STEPS = 40;

const LEAVES = { code: 'symlink_escapes', text: 'The symbolic link leads out of the archive.' } as const;
const NOWHERE = { code: 'symlink_skipped', text: 'The symbolic link leads nowhere in the archive.' } as const;
const TO_FOLDER = { code: 'symlink_skipped', text: 'The symbolic link leads to a folder.' } as const;
const CIRCLE = { code: 'symlink_skipped', text: 'The symbolic link leads to itself.' } as const;

type Problem = Pick<SourceFinding, 'code' | 'text'>;

/** Where a link leads, as a path below the archive's top; undefined: out of it. */
const targetOf = (path: string, { kind, target }: ArchiveEntry): string | undefined => {
  if (/^(?:\/|[A-Za-z]:)/.test(target) || target.includes('\\') || target.includes('\0')) return undefined;
  // A hard link names its file from the top.
  const parts = kind === 'hard-link' ? [] : path.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
};

/** The file that a link leads to at last, through other links too, or what is wrong with it. */
export const resolveLink = (
  path: string,
  link: ArchiveEntry,
  { entries, folders }: ArchiveIndex,
): ArchiveEntry | Problem => {
  let [place, entry] = [path, link];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const target = targetOf(place, entry);
    if (target === undefined) return LEAVES;
    const next = entries.get(target);
    if (next?.kind === 'file') return next;
    if (next === undefined || next.kind === 'folder') return folders.has(target) ? TO_FOLDER : NOWHERE;
    if (next.kind === 'special') return NOWHERE;
    [place, entry] = [target, next];
  }
  return CIRCLE;
};
