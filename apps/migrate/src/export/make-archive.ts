import { buffer } from 'node:stream/consumers';

/** A file of an archive. */
export interface ArchiveFile {
  /** Below the archive's root, `/` between parts. */
  readonly path: string;
  /** Unix permission bits. */
  readonly mode: number;
  readonly content: Buffer;
}

const REGULAR_FILE = 0o100_000;
/** The first moment that a zip archive can name: the same files make the same archive on each machine, at any time. */
const MOMENT = new Date(1980, 0, 1);

/** A zip archive of the files, in their order; the same bytes for the same files. */
export const makeArchive = async (files: readonly ArchiveFile[]): Promise<Buffer> => {
  const { default: zip } = await import('yazl');
  const archive = new zip.ZipFile();
  for (const { path, mode, content } of files) {
    archive.addBuffer(content, path, { mtime: MOMENT, mode: REGULAR_FILE | mode, forceDosTimestamp: true });
  }
  archive.end();
  return buffer(archive.outputStream);
};
