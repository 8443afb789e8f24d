import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { isSkillFile, type SourceTree } from '../source-tree.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { ArchiveError } from './archive-error.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';
import { archiveTree } from './archive-tree.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';

const TAR_MAGIC_AT = 257;
const NAME_END = /\.(?:zip|skill|tar|tar\.gz|tgz)$/i;

type ArchiveKind = 'zip' | 'tar' | 'tar.gz';

/** By its first bytes, since names say little; old tar files have nothing there. */
const kindOf = (path: string, bytes: Buffer): ArchiveKind | undefined => {
  const start = bytes.subarray(0, 4).toString('latin1');
  if (start === 'PK\x03\x04' || start === 'PK\x05\x06') return 'zip';
  if (start.startsWith('\x1f\x8b')) return 'tar.gz';
  const isTar = bytes.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + 5).toString('latin1') === 'ustar';
  return isTar || /\.tar$/i.test(path) ? 'tar' : undefined;
};

const readFileWhole = async (path: string): Promise<Buffer> => {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > ARCHIVE_LIMITS.archiveBytes) {
      const text = `${path} has ${size} bytes; an archive may have ${ARCHIVE_LIMITS.archiveBytes}. Unpack it and import the folder.`;
      throw new ArchiveError(text, { reason: 'ARCHIVE_TOO_LARGE', path });
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};

const entriesOf = (path: string, bytes: Buffer, kind: ArchiveKind): Promise<readonly ArchiveEntry[]> => {
  const refuse = (text: string): never => {
    throw new ArchiveError(`${path} ${text}`, { reason: 'ARCHIVE_TOO_LARGE', path });
  };
  const { entries, unpackedBytes, ratio, ratioFrom } = ARCHIVE_LIMITS;
  const onEntry = (count: number): void => {
    if (count > entries) refuse(`has more than ${entries} entries. Import its parts one by one.`);
  };
  if (kind === 'zip') return readZip(bytes, onEntry);
  const onBytes = (unpacked: number): void => {
    if (unpacked > unpackedBytes) refuse(`unpacks to more than ${unpackedBytes} bytes. Import its parts one by one.`);
    if (kind === 'tar.gz' && unpacked > 64 * ratioFrom && unpacked > ratio * bytes.length) {
      refuse(`unpacks to more than ${ratio} times its bytes, as no text does. Nothing of it was imported.`);
    }
  };
  return readTar(bytes, { isGzip: kind === 'tar.gz', onEntry, onBytes });
};

/** A skill at the top has the archive's name, as it would be unpacked. */
const withNamedTop = (tree: SourceTree, path: string): SourceTree => {
  if (!tree.files.some((file) => isSkillFile(file.path))) return tree;
  const name = basename(path).replace(NAME_END, '') || 'skill';
  const moved = (folder: SourceTree, as: string): SourceTree => ({
    ...folder,
    name: as,
    path: folder.path === '' ? name : `${name}/${folder.path}`,
    files: folder.files.map((file) => ({ ...file, path: `${name}/${file.path}` })),
    folders: folder.folders.map((child) => moved(child, child.name)),
    findings: folder.findings.map((found) => ({ ...found, file: `${name}/${found.file}` })),
  });
  return { ...tree, files: [], folders: [moved(tree, name)], findings: [] };
};

/**
 * Reads the tree of an archive: zip (also a `.skill` file), tar, tar packed with gzip. Nothing is written to the disk,
 * and an archive in it is a file like any other. Undefined where the file is no archive.
 *
 * @throws ArchiveError when it is damaged, or larger than {@link ARCHIVE_LIMITS}
 */
export const readArchive = async (path: string): Promise<SourceTree | undefined> => {
  const bytes = await readFileWhole(path);
  const kind = kindOf(path, bytes);
  if (kind === undefined) return undefined;
  try {
    return withNamedTop(archiveTree(await entriesOf(path, bytes, kind)), path);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ArchiveError(`${path} cannot be read as ${kind}: ${why}. Make it anew.`, {
      reason: 'ARCHIVE_UNREADABLE',
      path,
    });
  }
};
