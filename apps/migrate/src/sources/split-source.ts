import { findSkills, foldersOutside, foldersWithout, isReadWhole, isSkill } from './find-skills.ts';
import { namedSkills } from './plugin-manifest.ts';
import type { SkillFolder, SkillSource } from './skill-folder.ts';
import { below, folderAt, type SourceTree } from './source-tree.ts';

/** Folders of a project in which agents look for skills. */
const SKILLS_OF_AGENTS = ['.claude/skills', '.agents/skills'] as const;

/** What is shown and known of a whole source. */
export interface SourceName extends Pick<SkillSource, 'root' | 'key'> {
  /** Stands before the path of a folder in it; empty where the source is the working folder. */
  readonly prefix: string;
}

const isWithin = (folder: string, path: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

/** Where a project or plugin begins: the root, or the only folder in it, as archives of repositories have. */
const baseOf = ({ files, folders }: SourceTree): string => {
  const [only, ...others] = folders;
  return files.length > 0 || only === undefined || others.length > 0 || only.name.startsWith('.') ? '' : only.path;
};

const outsideOf = (tree: SourceTree): Pick<SkillSource, 'findings' | 'skipped'> => {
  const outside = foldersOutside(tree);
  const findings = outside.flatMap((folder) => folder.findings);
  return {
    findings,
    skipped: [
      ...findings.map(({ file, text, done }) => `Skipping ${file || '.'}: ${text} ${done}`),
      ...outside.flatMap(({ leftOut }) => leftOut).map((path) => `Skipping ${path}: it holds installed packages.`),
    ],
  };
};

/** As `pathToFileURL` writes it. */
const urlPath = (path: string): string => encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F');

/** A folder of skills as a source of its own, known as if it had been named itself. */
const sourceAt = (folder: SourceTree, { root, key, prefix }: SourceName): SkillSource => {
  const { path } = folder;
  const start = path === '' ? 0 : path.length + 1;
  const { findings, skipped } = outsideOf(folder);
  return {
    root: path === '' ? root : `${prefix}${path}`,
    key: path === '' ? key : `${key}/${urlPath(path)}`,
    skills: findSkills(folder).map((skill) => ({ ...skill, path: skill.path.slice(start) })),
    skipped: [...foldersWithout(folder).map((name) => `Skipping ${name} - no SKILL.md`), ...skipped],
    findings: findings.map((found) => ({ ...found, file: found.file.slice(start) })),
    isWhole: isReadWhole(folder),
  };
};

const manifestSource = async (tree: SourceTree, base: string, name: SourceName): Promise<SkillSource | undefined> => {
  const named = await namedSkills(tree, base);
  if (named === undefined) return undefined;
  const isNamed = ({ path }: SkillFolder): boolean => named.folders.some((folder) => isWithin(folder, path));
  const all = findSkills(tree);
  const skills = all.filter(isNamed);
  if (skills.length === 0) return undefined;
  const others = all.filter((skill) => !isNamed(skill));
  const { findings, skipped } = outsideOf(tree);
  return {
    root: name.root,
    key: name.key,
    skills,
    skipped: [
      ...named.skipped,
      ...others.map(
        ({ path }) => `Skipping ${path || '.'}: ${named.manifest} does not name it. Import that folder to have it.`,
      ),
      ...skipped,
    ],
    findings,
    isWhole: isReadWhole(tree),
  };
};

/** The folders of agents as sources of their own, then what else has skills; undefined where there are none of them. */
const projectSources = (tree: SourceTree, base: string, name: SourceName): readonly SkillSource[] | undefined => {
  const own = SKILLS_OF_AGENTS.flatMap((path) => folderAt(tree, below(base, path)) ?? []);
  const sources = own.map((folder) => sourceAt(folder, name)).filter(({ skills }) => skills.length > 0);
  if (sources.length === 0) return undefined;
  const rest = findSkills(tree).filter(({ path }) => !own.some((folder) => isWithin(folder.path, path)));
  if (rest.length === 0) return sources;
  return [...sources, { root: name.root, key: name.key, skills: rest, ...outsideOf(tree), isWhole: isReadWhole(tree) }];
};

/**
 * The sources that a tree makes. A plugin or marketplace gives the skills that its manifest names and tells of others;
 * a project gives its folders of agents each as a source of its own, so that it is known again however it is named;
 * anything else is one source with every skill in it.
 */
export const splitSource = async (tree: SourceTree, name: SourceName): Promise<readonly SkillSource[]> => {
  if (isSkill(tree)) return [sourceAt(tree, name)];
  const base = baseOf(tree);
  const byManifest = await manifestSource(tree, base, name);
  if (byManifest !== undefined) return [byManifest];
  return projectSources(tree, base, name) ?? [sourceAt(tree, name)];
};
