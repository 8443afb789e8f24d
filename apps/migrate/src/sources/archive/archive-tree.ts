import type { SourceFile, SourceFinding } from '../skill-folder.ts';
import { below, byName, type SourceTree } from '../source-tree.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';
import { entryPath, shownName } from './entry-path.ts';
import { type ArchiveIndex, resolveLink } from './resolve-link.ts';

/** What git keeps in a working tree is no part of a skill. */
const SKIPPED_NAME = '.git';

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly files: SourceFile[];
  readonly folders: Map<string, Folder>;
  readonly findings: SourceFinding[];
}

const folder = (path: string, name: string): Folder => ({ path, name, files: [], folders: new Map(), findings: [] });

/** The folder of these parts, made where it is missing; undefined where a file is in the way. */
const folderOf = (root: Folder, parts: readonly string[], { entries }: ArchiveIndex): Folder | undefined => {
  let place = root;
  for (const part of parts) {
    const path = below(place.path, part);
    const taken = entries.get(path);
    if (taken !== undefined && taken.kind !== 'folder') return undefined;
    const next = place.folders.get(part) ?? folder(path, part);
    place.folders.set(part, next);
    place = next;
  }
  return place;
};

/** As much of a bad path as leads to a folder that is there, so that its skill is told of it. */
const nearestFolder = (root: Folder, name: string): Folder => {
  let place = root;
  for (const part of name.split('/').slice(0, -1)) {
    const next = place.folders.get(part);
    if (next === undefined) break;
    place = next;
  }
  return place;
};

const finding = (
  code: SourceFinding['code'],
  file: string,
  { text, done = 'Left out.' }: { readonly text: string; readonly done?: string },
): SourceFinding => ({ code, severity: 'warning', file, text, done });

const fileOf = (path: string, entry: ArchiveEntry): SourceFile => ({
  path,
  mode: entry.mode,
  size: entry.size,
  read: async (limit) => ({ content: await entry.read(limit), mode: entry.mode }),
});

const ratioFinding = (path: string, { size, packedSize }: ArchiveEntry): SourceFinding | undefined => {
  const { ratio, ratioFrom } = ARCHIVE_LIMITS;
  if (packedSize === undefined || size < ratioFrom || size <= ratio * packedSize) return undefined;
  const text = `The file unpacks from ${packedSize} bytes to ${size}, more than ${ratio} times as many.`;
  return { code: 'compression_ratio', severity: 'error', file: path, text, done: 'Not unpacked.' };
};

const addFile = (place: Folder, path: string, entry: ArchiveEntry): void => {
  place.files.push(fileOf(path, entry));
  const tooDense = ratioFinding(path, entry);
  if (tooDense !== undefined) place.findings.push(tooDense);
};

const addEntry = (place: Folder, path: string, index: ArchiveIndex): void => {
  const entry = index.entries.get(path);
  if (entry === undefined) return;
  if (entry.kind === 'file') addFile(place, path, entry);
  else if (entry.kind === 'special') {
    place.findings.push(finding('special_file_skipped', path, { text: 'It is neither a file nor a folder.' }));
  } else if (entry.kind !== 'folder') {
    const target = resolveLink(path, entry, index);
    if ('code' in target) {
      place.findings.push(finding(target.code, path, { text: target.text, done: 'Not followed.' }));
    } else addFile(place, path, target);
  }
};

const toTree = ({ name, path, files, folders, findings }: Folder): SourceTree => ({
  name,
  path,
  files,
  folders: [...folders.values()].map(toTree).sort(byName),
  findings,
  leftOut: [],
  isReadable: true,
});

/** Path of the folder that something stands in; empty: the top. */
const folderOfPath = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

interface BadName {
  readonly name: string;
  readonly problem: string;
}

/** The entries with a path, the folders that they make, and what cannot be placed. */
const indexed = (
  given: readonly ArchiveEntry[],
): ArchiveIndex & { readonly bad: readonly BadName[]; readonly twice: ReadonlySet<string> } => {
  const entries = new Map<string, ArchiveEntry>();
  const folders = new Set(['']);
  const twice = new Set<string>();
  const bad: BadName[] = [];
  for (const entry of given) {
    const { parts, problem } = entryPath(entry.name);
    if (problem !== undefined) bad.push({ name: entry.name, problem });
    else if (parts.length > 0 && !parts.includes(SKIPPED_NAME)) {
      const path = parts.join('/');
      if (entries.has(path) && entry.kind !== 'folder') twice.add(path);
      entries.set(path, entry);
      let inside = entry.kind === 'folder' ? path : folderOfPath(path);
      for (; !folders.has(inside); inside = folderOfPath(inside)) folders.add(inside);
    }
  }
  return { entries, folders, twice, bad };
};

const unsafePath = (root: Folder, { name, problem }: BadName): void => {
  const place = nearestFolder(root, name);
  const rest = shownName(name.slice(place.path === '' ? 0 : place.path.length + 1));
  const text = `The path "${shownName(name)}" in the archive ${problem}.`;
  place.findings.push(finding('unsafe_path', below(place.path, rest), { text }));
};

/**
 * The tree that the entries of an archive make. What has a path that would leave it, or stands in another's place, is a
 * finding and not in the tree; a link is the file that it leads to, where that is in the archive. Of two entries with
 * one path the last counts, as it would on the disk.
 */
export const archiveTree = (given: readonly ArchiveEntry[]): SourceTree => {
  const { bad, twice, ...index } = indexed(given);
  const root = folder('', '');
  const misplaced: BadName[] = [];
  for (const [path, entry] of index.entries) {
    const parts = path.split('/');
    const place = folderOf(root, entry.kind === 'folder' ? parts : parts.slice(0, -1), index);
    if (place === undefined) misplaced.push({ name: path, problem: 'leads through what is no folder' });
    else addEntry(place, path, index);
    if (twice.has(path)) {
      const texts = { text: 'The archive holds it more than once.', done: 'The last one counts.' };
      place?.findings.push(finding('duplicate_path', path, texts));
    }
  }
  for (const name of [...bad, ...misplaced]) unsafePath(root, name);
  return toTree(root);
};
