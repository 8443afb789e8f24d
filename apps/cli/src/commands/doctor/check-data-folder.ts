import { accessSync, chmodSync, constants, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError, ensureRuntimeDirectory } from '@tmws/config';
import { type Check, faulty, healthy } from './check.ts';

const OPEN_TO_OTHERS = 0o077;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const modeText = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

const isOpen = ({ mode }: Stats): boolean => process.platform !== 'win32' && (mode & OPEN_TO_OTHERS) !== 0;

const withMode = (path: string, wanted: number, options: { readonly fix: boolean }): Check | undefined => {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined || status.isSymbolicLink() || !isOpen(status)) return undefined;
  const found = `${path} is open to other users (${modeText(status.mode)}).`;
  const advice = `Close it: chmod ${modeText(wanted)} ${path}, or tmws doctor --fix.`;
  if (!options.fix) return faulty('data_folder', found, advice);
  chmodSync(path, wanted);
  return { name: 'data_folder', isHealthy: true, found, advice: '', isFixed: true };
};

const notWritable = (dataDir: string): Check | undefined => {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return faulty(
      'data_folder',
      `The data folder ${dataDir} cannot be read and written.`,
      'Give yourself the right to, or choose another with TMWS_DATA_DIR or --data-dir.',
    );
  }
};

const runtimeFault = (config: Config): Check | undefined => {
  try {
    ensureRuntimeDirectory(config);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return faulty('data_folder', error.message, `Set ${error.variable}, or mend the folder.`);
  }
};

/** The faults of a data folder, and whether a core could work in it at all. */
export interface DataFolderChecks {
  readonly checks: readonly Check[];
  readonly isUsable: boolean;
}

const unusable = (dataDir: string): Check | undefined => {
  const folder = statSync(dataDir, { throwIfNoEntry: false });
  if (folder === undefined) {
    const advice = 'Run tmws start, which makes it, or name the right one with TMWS_DATA_DIR or --data-dir.';
    return faulty('data_folder', `The data folder ${dataDir} is missing.`, advice);
  }
  if (!folder.isDirectory()) {
    const advice = 'Move that file away, or choose another folder with TMWS_DATA_DIR or --data-dir.';
    return faulty('data_folder', `${dataDir} is no folder.`, advice);
  }
  return notWritable(dataDir);
};

/** Looks at the data folder and the folder for sockets: there, a folder, this user's, closed to others, writable. */
export const checkDataFolder = (config: Config, options: { readonly fix: boolean }): DataFolderChecks => {
  const { dataDir } = config;
  const fault = unusable(dataDir);
  if (fault !== undefined) return { checks: [fault], isUsable: false };
  const inside = readdirSync(dataDir, { withFileTypes: true }).map((entry) =>
    withMode(join(dataDir, entry.name), entry.isDirectory() ? FOLDER_MODE : FILE_MODE, options),
  );
  const found = [withMode(dataDir, FOLDER_MODE, options), ...inside, runtimeFault(config)].filter(
    (check) => check !== undefined,
  );
  const fine = healthy('data_folder', `${dataDir} is this user's alone and can be written.`);
  return { checks: found.length > 0 ? found : [fine], isUsable: true };
};
