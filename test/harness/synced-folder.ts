import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';
import type { TmwsHome } from './tmws-home.ts';

/** What a sync said of one skill. */
export interface Synced {
  readonly path: string;
  readonly action: string;
  readonly pattern_id: string;
  readonly version: string;
  readonly beside: string;
}

/** A folder of skills that a test syncs. */
export interface SyncedFolder extends AsyncDisposable {
  readonly path: string;
  /** Writes a file, with the folders above it. */
  write(file: string, content: string, mode?: number): Promise<void>;
  read(file: string): Promise<string>;
  /** Every file but the sync's own, with its bits and its content. */
  files(): Promise<Readonly<Record<string, readonly [number, string]>>>;
  /** Every SKILL.md that lies beside because of a conflict. */
  besides(): Promise<readonly string[]>;
  sync(...flags: readonly string[]): Promise<{ status: number | null; stderr: string; results: readonly Synced[] }>;
}

/** A SKILL.md. */
export const skillText = (name: string, description: string, more = ''): string =>
  `---\nname: ${name}\ndescription: ${description}\n---\n# ${name}\n\n1. Look at it.\n${more}`;

/** Makes an empty folder; `home` syncs it. */
export const syncedFolder = async (home: TmwsHome): Promise<SyncedFolder> => {
  const folder = await temporaryFolder();
  const place = (file: string): string => path.join(folder.path, file);
  return {
    path: folder.path,
    write: async (file, content, mode = 0o644) => {
      await mkdir(path.dirname(place(file)), { recursive: true });
      await writeFile(place(file), content);
      await chmod(place(file), mode);
    },
    read: (file) => readFile(place(file), 'utf8'),
    files: async () => {
      const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
      const files: Record<string, readonly [number, string]> = {};
      for (const entry of entries.filter((one) => one.isFile())) {
        const location = path.join(entry.parentPath, entry.name);
        const name = path.relative(folder.path, location);
        if (name.startsWith('.tmws-sync')) continue;
        files[name] = [(await stat(location)).mode & 0o777, await readFile(location, 'utf8')];
      }
      return files;
    },
    besides: async () => {
      const entries = await readdir(place('.tmws-sync/conflicts'), { recursive: true, withFileTypes: true });
      const files = entries.filter(({ name }) => name === 'SKILL.md');
      return Promise.all(files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8')));
    },
    sync: async (...flags) => {
      const { status, stdout, stderr } = await home.migrate('sync', folder.path, '--json', ...flags);
      return { status, stderr, results: stdout === '' ? [] : JSON.parse(stdout).results };
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
};
