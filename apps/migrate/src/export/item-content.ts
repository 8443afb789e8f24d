import type { TmwsClient } from '@tmws/client';
import { Pattern } from '@tmws/contract';
import type { ExportFolder, ItemWriter } from './export-folder.ts';
import type { ExportFormat } from './export-format.ts';
import { isOwnName } from './export-index.ts';
import type { ItemFile } from './item-state.ts';
import { type ArchiveFile, makeArchive } from './make-archive.ts';

/** What a format keeps of one skill. */
export interface ItemContent {
  /** Begins a file. */
  begin(file: FileStart): Promise<void>;
  chunk(bytes: Uint8Array): Promise<void>;
  /** Ends the item. @throws Error where a file did not arrive as it was sent */
  end(): Promise<{ readonly name: string; readonly files: readonly ItemFile[] }>;
}

/** A file as it was announced. */
export interface FileStart {
  readonly path: string;
  readonly mode: number;
  readonly sha256: string;
}

/** Where an item goes, and what it is called. */
export interface ItemPlace {
  readonly folder: ExportFolder;
  /** Unique in the export. */
  readonly name: string;
}

const SKILL_FILE = 'SKILL.md';
const FILE_MODE = 0o644;

/** Writes one file whole. */
const writeWhole = async ({ folder, name }: ItemPlace, { path, mode, content }: ArchiveFile): Promise<ItemFile> => {
  const writer = await folder.begin(name, { path, mode });
  await writer.write(content);
  return writer.end();
};

/** Files written as they come: all of them below the item's folder, or one as the item. */
const written = ({ folder, name }: ItemPlace, pathOf: (path: string) => string | undefined): ItemContent => {
  const files: ItemFile[] = [];
  let open: { readonly writer: ItemWriter; readonly promised: string } | undefined;
  const endFile = async (): Promise<void> => {
    const file = await open?.writer.end();
    if (file !== undefined && file.sha256 !== open?.promised) {
      throw new Error(`${name}/${file.path} did not arrive as it was sent.`);
    }
    open = undefined;
    if (file !== undefined) files.push(file);
  };
  return {
    begin: async (file) => {
      await endFile();
      const path = pathOf(file.path);
      if (path === undefined) return;
      open = { writer: await folder.begin(name, { path, mode: file.mode }), promised: file.sha256 };
    },
    chunk: async (bytes) => open?.writer.write(bytes),
    end: async () => {
      await endFile();
      return { name, files };
    },
  };
};

/** Files kept in memory until the last one is there; a skill has at most 16 MiB. */
const archived = (place: ItemPlace, { isAlone }: { readonly isAlone: boolean }): ItemContent => {
  const started: (FileStart & { readonly chunks: Uint8Array[] })[] = [];
  return {
    begin: async (file) => {
      started.push({ ...file, chunks: [] });
    },
    chunk: async (bytes) => {
      started.at(-1)?.chunks.push(bytes);
    },
    end: async () => {
      const files = started.map(({ path, mode, chunks }) => ({ path, mode, content: Buffer.concat(chunks) }));
      const [only, ...others] = files;
      if (isAlone && only?.path === SKILL_FILE && others.length === 0) {
        return { name: place.name, files: [await writeWhole(place, only)] };
      }
      // Unpacked by hand, an archive makes one folder; a discovery index wants the skill at the root of its archive.
      const below = files.map((file) => (isAlone ? file : { ...file, path: `${place.name}/${file.path}` }));
      const archive = { folder: place.folder, name: `${place.name}.zip` };
      const content = await makeArchive(below);
      return { name: archive.name, files: [await writeWhole(archive, { path: '', mode: FILE_MODE, content })] };
    },
  };
};

const toSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The mapping of protobuf to JSON, with the names of the contract. */
const patternText = (pattern: Pattern): string => {
  const fields: unknown = Pattern.toJSON(pattern);
  const entries = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
  return `${JSON.stringify(Object.fromEntries(entries.map(([key, value]) => [toSnakeCase(key), value])), undefined, 2)}\n`;
};

/** No item's name ends with a dot, so that the second one is free. */
const jsonName = (name: string): string => (isOwnName(`${name.toLowerCase()}.json`) ? `${name}..json` : `${name}.json`);

/** The pattern itself; no file of it is kept. */
const asJson = (place: ItemPlace, { client, patternId }: ItemSource): ItemContent => ({
  begin: async () => undefined,
  chunk: async () => undefined,
  end: async () => {
    const { pattern } = await client.patterns.getPattern({ patternId });
    const content = Buffer.from(pattern === undefined ? '' : patternText(pattern));
    const item = { ...place, name: jsonName(place.name) };
    return { name: item.name, files: [await writeWhole(item, { path: '', mode: FILE_MODE, content })] };
  },
});

/** Whose content it is. */
export interface ItemSource {
  readonly client: TmwsClient;
  readonly patternId: string;
}

/** Takes the files of one skill and writes what the format keeps of them. */
export const createContent = (format: ExportFormat, place: ItemPlace, source: ItemSource): ItemContent => {
  switch (format) {
    case 'skill':
      return written(place, (path) => path);
    case 'markdown':
      return written({ ...place, name: `${place.name}.md` }, (path) => (path === SKILL_FILE ? '' : undefined));
    case 'json':
      return asJson(place, source);
    case 'zip':
      return archived(place, { isAlone: false });
    case 'well-known':
      return archived(place, { isAlone: true });
    default:
      return format satisfies never;
  }
};
