import { RemoteError, type TmwsClient } from '@tmws/client';
import { filesDigest } from './files-digest.ts';

/** The digest of a version's files as they are stored; undefined where it may not be read. @throws RemoteError as the core refuses */
export const storedDigest = async (client: TmwsClient, patternId: string): Promise<string | undefined> => {
  try {
    const { files } = await client.skills.getSkill({ patternId, withoutFindings: true });
    return filesDigest(files);
  } catch (error) {
    if (error instanceof RemoteError && error.reason === 'PATTERN_NOT_FOUND') return undefined;
    throw error;
  }
};
