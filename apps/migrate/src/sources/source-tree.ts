import type { SourceFile, SourceFinding } from './skill-folder.ts';

/** A folder of a source with what it holds: on the disk or in an archive. */
export interface SourceTree {
  /** Name of the folder. */
  readonly name: string;
  /** Path below the root, `/` between parts; empty: the root. */
  readonly path: string;
  /** Files with their paths below the root. */
  readonly files: readonly SourceFile[];
  readonly folders: readonly SourceTree[];
  /** Findings with files below the root. */
  readonly findings: readonly SourceFinding[];
  /** Folders of installed packages that were left out, by path. */
  readonly leftOut: readonly string[];
  /** Whether what is in it was seen; without that it seems empty. */
  readonly isReadable: boolean;
}

/** In the order of their names. */
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** In the order of their paths. */
export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** The path of what stands in a folder; an empty one is the root. */
export const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);

/** Whether a file of this name makes its folder a skill: a SKILL.md, however its case. */
export const isSkillFile = (name: string): boolean => /^skill\.md$/i.test(name);

/** The folder at a path of a tree; undefined when there is none. */
export const folderAt = (tree: SourceTree, path: string): SourceTree | undefined => {
  if (tree.path === path) return tree;
  const next = tree.folders.find((folder) => path === folder.path || path.startsWith(`${folder.path}/`));
  return next === undefined ? undefined : folderAt(next, path);
};

/** The file at a path of a tree; undefined when there is none. */
export const fileAt = (tree: SourceTree, path: string): SourceFile | undefined => {
  const end = path.lastIndexOf('/');
  return folderAt(tree, end === -1 ? '' : path.slice(0, end))?.files.find((file) => file.path === path);
};
