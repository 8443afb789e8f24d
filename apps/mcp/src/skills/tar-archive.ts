/** A file to be packed. */
export interface TarFile {
  /** Below the archive's root, `/` between parts. */
  readonly path: string;
  /** Unix permission bits. */
  readonly mode: number;
  readonly content: Uint8Array;
}

const BLOCK = 512;
const LONGEST_NAME = 100;
const CHECKSUM_AT = 148;

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

const header = (
  name: string,
  fields: { readonly mode: number; readonly size: number; readonly type: string },
): Buffer => {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, LONGEST_NAME);
  block.write(octal(fields.mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(fields.size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(' '.repeat(8), CHECKSUM_AT);
  block.write(fields.type, 156);
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT);
  return block;
};

const padded = (content: Uint8Array): readonly Uint8Array[] => [
  content,
  Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK),
];

/** `LENGTH path=PATH\n`, where the length counts itself. */
const pathRecord = (path: string): Buffer => {
  const rest = Buffer.byteLength(` path=${path}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} path=${path}\n`);
};

const packed = ({ path, mode, content }: TarFile): readonly Uint8Array[] => {
  const file = [header(path, { mode, size: content.length, type: '0' }), ...padded(content)];
  const isPlain = /^[\x20-\x7e]*$/.test(path) && path.length <= LONGEST_NAME;
  if (isPlain) return file;
  const record = pathRecord(path);
  return [header('path', { mode: 0o644, size: record.length, type: 'x' }), ...padded(record), ...file];
};

/** A tar archive (POSIX pax), the same bytes for the same files: no times, no owners. */
export const tarArchive = (files: readonly TarFile[]): Buffer =>
  Buffer.concat([...files.flatMap(packed), Buffer.alloc(2 * BLOCK)]);
