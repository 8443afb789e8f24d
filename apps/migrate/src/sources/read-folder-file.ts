import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ReadFile } from './skill-folder.ts';

const PERMISSION_BITS = 0o7777;

/**
 * Reads a file of at most `limit` bytes whole, so that what is announced of it is what is sent even while somebody
 * writes to it. No link is followed any more: the walk resolved them.
 *
 * @throws Error of the system, or one that says why the file is not what it was.
 */
export const readFolderFile = async (location: string, limit: number): Promise<ReadFile> => {
  const handle = await open(location, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw new Error('it is no file any more');
    if (status.size > limit) throw new Error('it has grown beyond what can be sent');
    const content = Buffer.alloc(status.size);
    let length = 0;
    while (length < content.length) {
      const { bytesRead } = await handle.read(content, length, content.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { content: content.subarray(0, length), mode: status.mode & PERMISSION_BITS };
  } finally {
    await handle.close();
  }
};
