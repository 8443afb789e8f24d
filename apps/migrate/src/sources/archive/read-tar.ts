import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Header } from 'tar-stream';
import type { ArchiveEntry } from './archive-entry.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';

const PERMISSION_BITS = 0o7777;
const KINDS: Readonly<Partial<Record<Header['type'], ArchiveEntry['kind']>>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'link',
  link: 'hard-link',
};

const PIECE_BYTES = 64 * 1024;

function* pieces(bytes: Buffer): Generator<Buffer, void, undefined> {
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) yield bytes.subarray(start, start + PIECE_BYTES);
}

const toArchiveEntry = (header: Header, content: Buffer | undefined): ArchiveEntry => {
  const { name, mode, size, linkname } = header;
  return {
    name,
    kind: KINDS[header.type] ?? 'special',
    mode: mode & PERMISSION_BITS,
    size,
    packedSize: undefined,
    target: linkname ?? '',
    read: async (limit) => {
      if (content === undefined || content.length > limit) throw new Error('it has more bytes than can be sent');
      return content;
    },
  };
};

/** What is told while a tar file is read; each may throw, which ends the reading. */
export interface TarWatch {
  /** The number of entries so far. */
  readonly onEntry: (count: number) => void;
  /** The number of unpacked bytes so far, those of entries that are not kept included. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * The entries of a tar file that is in memory, packed with gzip or not, in its order, with the bytes of each but those
 * that are too large for a skill.
 *
 * @throws Error when it is damaged or ends early
 */
export const readTar = async (
  bytes: Buffer,
  { isGzip, onEntry, onBytes }: TarWatch & { readonly isGzip: boolean },
): Promise<readonly ArchiveEntry[]> => {
  const { extract } = (await import('tar-stream')).default;
  const unpack = extract();
  const entries: ArchiveEntry[] = [];
  let unpacked = 0;
  // It is told of by the pipeline too.
  unpack.on('error', () => {});
  unpack.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    const isKept = header.size <= ARCHIVE_LIMITS.skillBytes;
    stream.on('data', (chunk) => {
      if (isKept && Buffer.isBuffer(chunk)) chunks.push(chunk);
    });
    stream.on('error', () => {});
    stream.on('end', () => {
      try {
        onEntry(entries.length + 1);
        entries.push(toArchiveEntry(header, isKept ? Buffer.concat(chunks) : undefined));
        next();
      } catch (error) {
        next(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of source) {
      unpacked += chunk.length;
      onBytes(unpacked);
      yield chunk;
    }
  };
  if (isGzip) await pipeline(Readable.from(pieces(bytes)), createGunzip(), counted, unpack);
  else await pipeline(Readable.from(pieces(bytes)), counted, unpack);
  return entries;
};
