/** One entry of an archive as its directory has it; nothing of it is checked yet. */
export interface ArchiveEntry {
  /** As written in the archive. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'hard-link' | 'special';
  /** Unix permission bits. */
  readonly mode: number;
  /** Bytes, unpacked, as the archive says. */
  readonly size: number;
  /** Bytes in the archive; undefined where entries are not packed one by one. */
  readonly packedSize: number | undefined;
  /** Where a link leads, as written. */
  readonly target: string;
  /** Its bytes. @throws Error when there are more than `limit`, or other ones than the archive says. */
  readonly read: (limit: number) => Promise<Buffer>;
}
