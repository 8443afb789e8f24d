import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';
import { StartError } from './start-error.ts';

const OWNER_ALONE = 0o700;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/**
 * Makes the data folder, for this user alone (0700), if it is not there, and checks that it can be written.
 *
 * @throws StartError STORAGE_NOT_WRITABLE or STORAGE_FULL, naming the folder
 */
export const prepareDataFolder = (dataDir: string): void => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: OWNER_ALONE });
    chmodSync(dataDir, OWNER_ALONE);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOSPC') {
      throw new StartError('STORAGE_FULL', `The data folder ${dataDir} cannot be made: the disk is full. Make room.`);
    }
    throw new StartError(
      'STORAGE_NOT_WRITABLE',
      `The data folder ${dataDir} cannot be written (${code}). Make it a folder that this user may write, or choose another with TMWS_DATA_DIR or --data-dir.`,
    );
  }
};
