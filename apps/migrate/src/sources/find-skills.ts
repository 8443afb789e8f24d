import type { SkillFolder, SourceFile, SourceFinding } from './skill-folder.ts';
import { byPath, isSkillFile, type SourceTree } from './source-tree.ts';

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether the folder itself is a skill: it holds a SKILL.md, however its case. */
export const isSkill = ({ files }: SourceTree): boolean => files.some(({ path }) => isSkillFile(nameOf(path)));

/** Whether there is a skill in the folder or anywhere below it. */
export const holdsSkill = (folder: SourceTree): boolean => isSkill(folder) || folder.folders.some(holdsSkill);

interface Content {
  readonly files: readonly SourceFile[];
  readonly findings: readonly SourceFinding[];
}

const nestedSkill = ({ path }: SourceTree): SourceFinding => ({
  code: 'nested_skill',
  severity: 'info',
  file: path,
  text: 'The folder holds a skill of its own.',
  done: 'Its files belong to that skill alone.',
});

/** What belongs to the skill: everything below its folder but what belongs to a skill further down. */
const contentOf = (folder: SourceTree): Content => {
  const inside = folder.folders.map((child) =>
    isSkill(child) ? { files: [], findings: [nestedSkill(child)] } : contentOf(child),
  );
  return {
    files: [...folder.files, ...inside.flatMap(({ files }) => files)],
    findings: [...folder.findings, ...inside.flatMap(({ findings }) => findings)],
  };
};

const toSkill = (folder: SourceTree): SkillFolder => {
  const start = folder.path === '' ? 0 : folder.path.length + 1;
  const { files, findings } = contentOf(folder);
  return {
    path: folder.path,
    files: files.map((file) => ({ ...file, path: file.path.slice(start) })).sort(byPath),
    findings: findings.map((finding) => ({ ...finding, file: finding.file.slice(start) })),
  };
};

const skillsIn = (folder: SourceTree): readonly SkillFolder[] => [
  ...(isSkill(folder) ? [toSkill(folder)] : []),
  ...folder.folders.flatMap(skillsIn),
];

/** Every skill of a tree, at any depth, the root itself included, by path. */
export const findSkills = (root: SourceTree): readonly SkillFolder[] => [...skillsIn(root)].sort(byPath);

/** Every folder of a tree that is in no skill, the root itself included. */
export const foldersOutside = (folder: SourceTree): readonly SourceTree[] =>
  isSkill(folder) ? [] : [folder, ...folder.folders.flatMap(foldersOutside)];

/** Names of the direct sub-folders in which there is no skill at all. */
export const foldersWithout = (root: SourceTree): readonly string[] =>
  isSkill(root) ? [] : root.folders.filter((child) => !holdsSkill(child)).map(({ name }) => name);

/** Whether every folder of a tree could be looked into. */
export const isReadWhole = (folder: SourceTree): boolean => folder.isReadable && folder.folders.every(isReadWhole);
