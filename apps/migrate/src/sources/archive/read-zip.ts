import * as zlib from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { ArchiveEntry } from './archive-entry.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';

/** The high byte of `version made by` where external attributes are Unix modes: Unix and macOS. */
const UNIX_HOSTS: readonly number[] = [3, 19];
const TYPE_BITS = 0o170000;
const PERMISSION_BITS = 0o7777;
const DEFAULT_MODE = 0o644;
const KIND_OF_TYPE: ReadonlyMap<number, ArchiveEntry['kind']> = new Map([
  [0, 'file'],
  [0o100000, 'file'],
  [0o040000, 'folder'],
  [0o120000, 'link'],
]);

const readWhole = async (zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> => {
  const tooLarge = new Error(`it has more than ${limit} bytes`);
  if (entry.uncompressedSize > limit) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    length += chunk.length;
    if (length > limit) throw tooLarge;
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  // Not in every Node that the programs run on.
  if (typeof zlib.crc32 === 'function' && zlib.crc32(content) !== entry.crc32) throw new Error('its checksum is wrong');
  return content;
};

const unixMode = ({ versionMadeBy, externalFileAttributes }: Entry): number =>
  UNIX_HOSTS.includes(versionMadeBy >>> 8) ? externalFileAttributes >>> 16 : 0;

const linkTarget = async (zip: ZipFile, entry: Entry): Promise<string> => {
  // One that cannot be read leads nowhere.
  const content = await readWhole(zip, entry, ARCHIVE_LIMITS.linkBytes).catch(() => Buffer.from('\0'));
  return content.toString('utf8');
};

const toArchiveEntry = async (zip: ZipFile, entry: Entry, name: string): Promise<ArchiveEntry> => {
  const mode = unixMode(entry);
  const kind = name.endsWith('/') ? 'folder' : (KIND_OF_TYPE.get(mode & TYPE_BITS) ?? 'special');
  return {
    name,
    kind,
    mode: mode === 0 ? DEFAULT_MODE : mode & PERMISSION_BITS,
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    target: kind === 'link' ? await linkTarget(zip, entry) : '',
    read: (limit) => readWhole(zip, entry, limit),
  };
};

/**
 * The entries of a zip file that is in memory, in the order of its directory; no file in it is unpacked before it is
 * read. Calls `onEntry` with the number of entries so far, which may throw.
 *
 * @throws Error when its directory is damaged
 */
export const readZip = async (bytes: Buffer, onEntry: (count: number) => void): Promise<readonly ArchiveEntry[]> => {
  const { fromBufferPromise, getFileNameLowLevel } = (await import('yauzl')).default;
  // Names are not checked there: one bad name would refuse the whole archive.
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false, autoClose: false });
  const entries: ArchiveEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    onEntry(entries.length + 1);
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
    entries.push(
      await toArchiveEntry(zip, entry, getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)),
    );
  }
  return entries;
};
