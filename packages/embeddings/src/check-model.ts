import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelPreset } from './model-preset.ts';
import type { ModelDigests } from './preset-model.ts';

/** What is wrong with a model's folder. */
export type ModelFault =
  /** There is no such folder. */
  | { readonly kind: 'absent' }
  /** `file` is a path in the folder. */
  | { readonly kind: 'missing' | 'damaged' | 'unreadable'; readonly file: string };

/** A folder that was looked through: its files' digests, or the first thing that is wrong. */
export type CheckedModel =
  | { readonly kind: 'sound'; readonly digests: ModelDigests }
  | { readonly kind: 'fault'; readonly fault: ModelFault };

const READ_AT_ONCE = 1 << 18;

/**
 * Looks whether each of `files` (path to SHA-256 in hex, undefined where any content will do) is there, can be read and
 * has the content that it must have. Reads each file once.
 */
export async function checkModel(folder: string, files: ModelPreset['files']): Promise<CheckedModel> {
  if ((await accessFault(folder)) === 'missing') return { kind: 'fault', fault: { kind: 'absent' } };
  // A missing large file is found before the other large ones are read.
  for (const file of Object.keys(files)) {
    const kind = await accessFault(join(folder, file));
    if (kind) return { kind: 'fault', fault: { kind, file } };
  }
  const digests: Record<string, string> = {};
  for (const [file, expected] of Object.entries(files)) {
    try {
      const digest = await fileDigest(join(folder, file));
      if (digest !== (expected ?? digest)) return { kind: 'fault', fault: { kind: 'damaged', file } };
      digests[file] = digest;
    } catch {
      return { kind: 'fault', fault: { kind: 'unreadable', file } };
    }
  }
  return { kind: 'sound', digests };
}

/** Changes when a file of the folder is put there, replaced, changed or taken away; reads no content. */
export async function modelFilesSignature(folder: string, files: ModelPreset['files']): Promise<string> {
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

async function accessFault(path: string): Promise<'missing' | 'unreadable' | undefined> {
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
