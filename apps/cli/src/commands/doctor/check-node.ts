import { dirname } from 'node:path';
import { findNode, RemoteError } from '@tmws/client';
import { type Check, faulty, healthy } from './check.ts';

/** Looks for a Node that can run the core, as the start of a core does. */
export const checkNode = (coreEntry: string): Check => {
  const { execPath, versions } = process;
  try {
    const node = findNode({ execPath, versions, folders: [dirname(coreEntry)] });
    return healthy('node', `This is Node ${versions.node}; the core runs with ${node}.`);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return faulty('node', error.message, 'Run npm ci in the repository, or install a newer Node.');
  }
};
