import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { ZipFile } from 'yazl';

/** One entry of an archive that a test makes. */
export interface MadeEntry {
  /** As it stands in the archive, however bad; `/` at its end makes a folder. */
  readonly name: string;
  readonly content?: string | Buffer;
  /** Unix mode; with a type, as 0o120777 for a link, in a zip. Default: 0o644. */
  readonly mode?: number;
  /** Bytes that the archive says it has; default: as many as it has. */
  readonly size?: number;
}

const REGULAR = 0o100000;
const UNIX = 3 << 8;

const bytesOf = ({ content = '' }: MadeEntry): Buffer => (Buffer.isBuffer(content) ? content : Buffer.from(content));

/** A zip file as a program writes it; names must be good. */
export const zipOf = (entries: readonly MadeEntry[]): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const entry of entries) {
    const mode = entry.mode ?? 0o644;
    if (entry.name.endsWith('/')) zip.addEmptyDirectory(entry.name);
    else zip.addBuffer(bytesOf(entry), entry.name, { mode: mode < REGULAR ? mode | REGULAR : mode });
  }
  zip.end();
  return buffer(zip.outputStream);
};

const words = (...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    values.map(([bytes, value]) => {
      const word = Buffer.alloc(bytes);
      if (bytes === 2) word.writeUInt16LE(value);
      else word.writeUInt32LE(value >>> 0);
      return word;
    }),
  );

/** A zip file written by hand, which says of its entries whatever the test wants. */
export const hostileZipOf = (entries: readonly MadeEntry[]): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = bytesOf(entry);
    const packed = deflateRawSync(content);
    const name = Buffer.from(entry.name);
    const mode = entry.mode ?? 0o644;
    const shared = words(
      [2, 20],
      [2, 0x800],
      [2, 8],
      [4, 0],
      [4, crc32(content)],
      [4, packed.length],
      [4, entry.size ?? content.length],
      [2, name.length],
      [2, 0],
    );
    const file = Buffer.concat([words([4, 0x04034b50]), shared, name, packed]);
    const attributes = (mode < REGULAR ? mode | REGULAR : mode) * 0x10000;
    const place = words([2, 0], [2, 0], [2, 0], [4, attributes], [4, offset]);
    directory.push(Buffer.concat([words([4, 0x02014b50], [2, UNIX]), shared, place, name]));
    files.push(file);
    offset += file.length;
  }
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  const count = entries.length;
  const end = words([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, bytes], [4, offset], [2, 0]);
  return Buffer.concat([...files, ...directory, end]);
};

/** A tar file; `linkname` and `type` as tar has them. */
export const tarOf = (
  entries: readonly (MadeEntry & Partial<Pick<Header, 'type' | 'linkname'>>)[],
): Promise<Buffer> => {
  const tar = pack();
  for (const { name, mode = 0o644, type = 'file', linkname, ...entry } of entries) {
    const header = { name, mode, type, ...(linkname === undefined ? {} : { linkname }) };
    if (type === 'file') tar.entry(header, bytesOf({ name, ...entry }));
    else tar.entry(header);
  }
  tar.finalize();
  return buffer(tar);
};
