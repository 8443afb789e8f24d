import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is wrong with a model's folder. */
export interface ModelFault {
  readonly kind: 'missing' | 'damaged' | 'unreadable';
  /** The file, by its path in the folder. */
  readonly file: string;
}

const READ_AT_ONCE = 1 << 18;

/**
 * The first of `files` (path to SHA-256 in hex) that is missing in `folder`, cannot be read or has another content;
 * undefined when all are as they should be. Reads each file once.
 */
export async function findModelFault(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<ModelFault | undefined> {
  // A missing large file is found before the other large ones are read.
  for (const file of Object.keys(files)) {
    const kind = await accessFault(join(folder, file));
    if (kind) return { kind, file };
  }
  for (const [file, digest] of Object.entries(files)) {
    try {
      if ((await fileDigest(join(folder, file))) !== digest) return { kind: 'damaged', file };
    } catch {
      return { kind: 'unreadable', file };
    }
  }
  return undefined;
}

/** Changes when a file of the folder is put there, replaced, changed or taken away; reads no content. */
export async function modelFilesSignature(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  const parts = Object.keys(files).map(async (file) => {
    try {
      const { ino, size, mtimeMs, ctimeMs } = await stat(join(folder, file));
      return [ino, size, mtimeMs, ctimeMs].join(':');
    } catch {
      return 'none';
    }
  });
  return [folder, ...(await Promise.all(parts))].join('|');
}

async function accessFault(path: string): Promise<ModelFault['kind'] | undefined> {
  try {
    return (await stat(path)).isFile() ? undefined : 'unreadable';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  // One buffer for all: as many as the file has parts would stay in the process's memory for long.
  const buffer = Buffer.allocUnsafe(READ_AT_ONCE);
  await using file = await open(path);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, READ_AT_ONCE);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}
