import { createHash } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  beginJournal,
  INDEX_NAME,
  type IndexEntry,
  isOwnName,
  noteEntry,
  readIndex,
  writeIndex,
} from './export-index.ts';
import { FolderError } from './folder-error.ts';
import { type ItemFile, isSameState, itemState } from './item-state.ts';

/** What became of one exported pattern: `kept` is what somebody else made or changed there, which stays. */
export type ItemAction = 'written' | 'unchanged' | 'kept';

/** Whose item it is. */
export type ItemOwner = Omit<IndexEntry, 'files'>;

const PARTIAL = '.tmws-export-partial';
const PERMISSION_BITS = 0o777;

const isSafePath = (path: string): boolean =>
  !/[\\\0]/.test(path) &&
  !(process.platform === 'win32' && path.includes(':')) &&
  path.split('/').every((part) => !['', '.', '..'].includes(part));

/** A file that is being written. */
export interface ItemWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** What was written. */
  end(): Promise<ItemFile>;
}

/** A folder that patterns are exported to: each item is made beside and then put in its place, whole. */
export class ExportFolder {
  readonly #path: string;
  readonly #isForced: boolean;
  readonly #entries: Map<string, readonly IndexEntry[]>;

  private constructor(path: string, options: { readonly isForced: boolean; readonly entries: readonly IndexEntry[] }) {
    this.#path = path;
    this.#isForced = options.isForced;
    this.#entries = new Map();
    for (const entry of options.entries)
      this.#entries.set(entry.name, [...(this.#entries.get(entry.name) ?? []), entry]);
  }

  /**
   * Opens a folder, made if it is not there.
   *
   * @throws FolderError where something is in it that no export made, unless it is forced
   */
  static async open(path: string, { isForced }: { readonly isForced: boolean }): Promise<ExportFolder> {
    const names: readonly string[] = await readdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw new FolderError(`${path} is no folder that can be read (${error.code}). Name another one.`, { path });
    });
    const entries = await readIndex(path);
    if (entries === undefined && !isForced && names.length > 0) {
      throw new FolderError(
        `${path} is not empty and was not made by an export. Name another folder, or add --force to write beside what is there.`,
        { path },
      );
    }
    if (entries === undefined && names.includes(INDEX_NAME)) {
      throw new FolderError(`${path} holds an ${INDEX_NAME} of its own. Move it, or name another folder.`, { path });
    }
    await mkdir(path, { recursive: true });
    await rm(join(path, PARTIAL), { recursive: true, force: true });
    await mkdir(join(path, PARTIAL));
    await beginJournal(path);
    return new ExportFolder(path, { isForced, entries: entries ?? [] });
  }

  /** Begins a file of an item. @throws Error for a path that would leave the folder */
  async begin(name: string, file: { readonly path: string; readonly mode: number }): Promise<ItemWriter> {
    const inside = file.path === '' ? name : `${name}/${file.path}`;
    if (!isSafePath(inside) || name.includes('/') || isOwnName(name)) {
      throw new FolderError(`The core sent the path ${JSON.stringify(inside)}, which may not be written.`, {
        path: inside,
      });
    }
    const location = join(this.#path, PARTIAL, inside);
    await mkdir(dirname(location), { recursive: true });
    const handle = await open(location, 'wx');
    const hash = createHash('sha256');
    let size = 0;
    return {
      write: async (chunk) => {
        hash.update(chunk);
        size += chunk.length;
        await handle.writeFile(chunk);
      },
      end: async () => {
        await handle.close();
        const mode = file.mode & PERMISSION_BITS;
        await chmod(location, mode);
        return { path: file.path, size, mode, sha256: hash.digest('hex') };
      },
    };
  }

  /** Puts a whole item in its place. */
  async put(owner: ItemOwner, files: readonly ItemFile[]): Promise<ItemAction> {
    const { name } = owner;
    const [made, place] = [join(this.#path, PARTIAL, name), join(this.#path, name)];
    const entry = { ...owner, files };
    const present = await itemState(place);
    if (present !== 'none' && !this.#isOurs(name, present) && !this.#isForced) {
      await rm(made, { recursive: true });
      return 'kept';
    }
    await noteEntry(this.#path, entry);
    this.#entries.set(name, [entry]);
    if (Array.isArray(present) && isSameState(present, files)) {
      await rm(made, { recursive: true });
      return 'unchanged';
    }
    const former = join(this.#path, PARTIAL, `${name}.former`);
    if (present !== 'none') await rename(place, former);
    await rename(made, place);
    await rm(former, { recursive: true, force: true });
    return 'written';
  }

  /** Ends the export: its index lists what this one and earlier ones wrote and is still there. */
  async finish(): Promise<void> {
    const entries: IndexEntry[] = [];
    for (const [name, listed] of this.#entries) {
      const last = listed.at(-1);
      if (last !== undefined && (await itemState(join(this.#path, name))) !== 'none') entries.push(last);
    }
    await writeIndex(this.#path, entries);
    await this.close();
  }

  /** Takes away what was not finished. */
  async close(): Promise<void> {
    await rm(join(this.#path, PARTIAL), { recursive: true, force: true });
  }

  #isOurs(name: string, present: readonly ItemFile[] | 'foreign'): boolean {
    const listed = this.#entries.get(name) ?? [];
    return Array.isArray(present) && listed.some(({ files }) => isSameState(files, present));
  }
}
