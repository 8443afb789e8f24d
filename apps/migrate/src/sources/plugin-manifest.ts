import type { SourceFile } from './skill-folder.ts';
import { below, fileAt, folderAt, type SourceTree } from './source-tree.ts';

const MOST_BYTES = 1024 * 1024;
const MARKETPLACE = '.claude-plugin/marketplace.json';
const PLUGIN = '.claude-plugin/plugin.json';
/** Where a plugin keeps skills without saying so. */
const SKILLS = 'skills';

/** What the manifest of a plugin or marketplace says of skills. */
export interface NamedSkills {
  /** Path of the manifest. */
  readonly manifest: string;
  /** Paths of the folders in which there are skills, or which are one. */
  readonly folders: readonly string[];
  /** Sentences on what is not here, or would not be. */
  readonly skipped: readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readJson = async (file: SourceFile | undefined): Promise<Readonly<Record<string, unknown>> | undefined> => {
  if (file === undefined || file.size > MOST_BYTES) return undefined;
  try {
    const { content } = await file.read(MOST_BYTES);
    const value: unknown = JSON.parse(content.toString('utf8').replace(/^\uFEFF/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** A path of a manifest, seen from a folder; undefined when it leaves the root. */
const joined = (folder: string, path: string): string | undefined => {
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
};

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string');

/** The folders of skills of a plugin: its `skills`, and those that its manifest or its marketplace's adds. */
const pluginFolders = async (
  tree: SourceTree,
  folder: string,
  listed: Readonly<Record<string, unknown>>,
): Promise<Pick<NamedSkills, 'folders' | 'skipped'>> => {
  const manifest = await readJson(fileAt(tree, below(folder, PLUGIN)));
  const named = [...textsOf(listed.skills), ...textsOf(manifest?.skills)];
  const folders = [SKILLS, ...named].map((path) => ({ path, place: joined(folder, path) }));
  return {
    folders: folders.flatMap(({ place }) => (place === undefined ? [] : [place])),
    skipped: folders
      .filter(({ place }) => place === undefined)
      .map(({ path }) => `Skipping ${path}: it leads out of the folder that is imported. Not followed.`),
  };
};

const marketplaceFolders = async (
  tree: SourceTree,
  base: string,
  marketplace: Readonly<Record<string, unknown>>,
): Promise<Pick<NamedSkills, 'folders' | 'skipped'>> => {
  const folders: string[] = [];
  const skipped: string[] = [];
  const pluginRoot = isObject(marketplace.metadata) ? (textsOf(marketplace.metadata.pluginRoot)[0] ?? '') : '';
  for (const plugin of Array.isArray(marketplace.plugins) ? marketplace.plugins.filter(isObject) : []) {
    const name = textsOf(plugin.name)[0] ?? 'plugin';
    const [source] = textsOf(plugin.source);
    const candidates =
      source === undefined ? [] : [joined(base, source), joined(joined(base, pluginRoot) ?? '', source)];
    // Authors differ on whether the sources begin at `pluginRoot`; the one that is there is meant.
    const places = candidates.filter((place) => place !== undefined);
    const folder = places.find((place) => folderAt(tree, place) !== undefined) ?? places[0];
    if (source === undefined) {
      skipped.push(
        `Skipping ${name}: the marketplace takes this plugin from elsewhere. Fetch it and import its folder.`,
      );
    } else if (folder === undefined) {
      skipped.push(`Skipping ${name}: its source leads out of the folder that is imported. Not followed.`);
    } else {
      const plugged = await pluginFolders(tree, folder, plugin);
      folders.push(...plugged.folders);
      skipped.push(...plugged.skipped);
    }
  }
  return { folders, skipped };
};

/** What the marketplace or plugin at `base` says of its skills; undefined when it is neither, or says nothing readable. */
export const namedSkills = async (tree: SourceTree, base: string): Promise<NamedSkills | undefined> => {
  const marketplace = await readJson(fileAt(tree, below(base, MARKETPLACE)));
  if (Array.isArray(marketplace?.plugins)) {
    return { manifest: below(base, MARKETPLACE), ...(await marketplaceFolders(tree, base, marketplace)) };
  }
  const plugin = await readJson(fileAt(tree, below(base, PLUGIN)));
  if (plugin === undefined) return undefined;
  return { manifest: below(base, PLUGIN), ...(await pluginFolders(tree, base, {})) };
};
