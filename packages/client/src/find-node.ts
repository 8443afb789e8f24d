import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RemoteError } from './remote-error.ts';

/** The oldest Node that can run the core. */
export const OLDEST_NODE_OF_CORE = '22.18.0';

/** The process that looks for a Node: its own, and what it is. */
export interface NodeSearch {
  /** Path of the running program. */
  readonly execPath: string;
  /** `process.versions`: a Node that is part of Electron or Bun is none that can run the core. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** Folders to look upward from for an installed `node` package. */
  readonly folders: readonly string[];
}

const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE_OF_CORE.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
};

const versionOf = (packageFolder: string): string => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
    return hasVersion ? String(manifest.version) : '';
  } catch {
    return '';
  }
};

const upward = (folder: string): readonly string[] => {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upward(parent)];
};

/**
 * Path of a Node that can run the core: the running one if it is new enough, else that of the nearest installed `node`
 * package, which the project's root brings.
 *
 * @throws RemoteError with reason `NODE_TOO_OLD` when there is none.
 */
export const findNode = ({ execPath, versions, folders }: NodeSearch): string => {
  const isPlain = versions.electron === undefined && versions.bun === undefined;
  if (isPlain && isNewEnough(versions.node ?? '')) return execPath;
  const packages = folders.flatMap(upward).map((folder) => join(folder, 'node_modules', 'node'));
  const found = packages.find((folder) => isNewEnough(versionOf(folder)));
  if (found !== undefined) return join(found, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  throw new RemoteError(
    `The core needs Node ${OLDEST_NODE_OF_CORE} or newer, and this is ${versions.node}. Run \`npm ci\` in the repository, which brings one, or install one.`,
    {
      reason: 'NODE_TOO_OLD',
      code: 'FAILED_PRECONDITION',
      metadata: { node_version: versions.node ?? '', oldest_node_version: OLDEST_NODE_OF_CORE },
    },
  );
};
