import type { SkillFolder, SourceFile, SourceFinding } from './skill-folder.ts';
import type { WalkedFolder } from './walk-folder.ts';

const SKILL_FILE = /^skill\.md$/i;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** Whether the folder itself is a skill: it holds a SKILL.md, however its case. */
export const isSkill = ({ files }: WalkedFolder): boolean => files.some(({ path }) => SKILL_FILE.test(nameOf(path)));

/** Whether there is a skill in the folder or anywhere below it. */
export const holdsSkill = (folder: WalkedFolder): boolean => isSkill(folder) || folder.folders.some(holdsSkill);

interface Content {
  readonly files: readonly SourceFile[];
  readonly findings: readonly SourceFinding[];
}

const nestedSkill = ({ path }: WalkedFolder): SourceFinding => ({
  code: 'nested_skill',
  severity: 'info',
  file: path,
  text: 'The folder holds a skill of its own.',
  done: 'Its files belong to that skill alone.',
});

/** What belongs to the skill: everything below its folder but what belongs to a skill further down. */
const contentOf = (folder: WalkedFolder): Content => {
  const inside = folder.folders.map((child) =>
    isSkill(child) ? { files: [], findings: [nestedSkill(child)] } : contentOf(child),
  );
  return {
    files: [...folder.files, ...inside.flatMap(({ files }) => files)],
    findings: [...folder.findings, ...inside.flatMap(({ findings }) => findings)],
  };
};

const toSkill = (folder: WalkedFolder): SkillFolder => {
  const start = folder.path === '' ? 0 : folder.path.length + 1;
  const { files, findings } = contentOf(folder);
  return {
    path: folder.path,
    files: files.map((file) => ({ ...file, path: file.path.slice(start) })).sort(byPath),
    findings: findings.map((finding) => ({ ...finding, file: finding.file.slice(start) })),
  };
};

const skillsIn = (folder: WalkedFolder): readonly SkillFolder[] => [
  ...(isSkill(folder) ? [toSkill(folder)] : []),
  ...folder.folders.flatMap(skillsIn),
];

/** Every skill of a tree, at any depth, the root itself included, by path. */
export const findSkills = (root: WalkedFolder): readonly SkillFolder[] => [...skillsIn(root)].sort(byPath);

/** What of a tree is in no skill and may surprise: direct sub-folders without one, and links and files not read. */
export const findSkipped = (root: WalkedFolder): readonly string[] => {
  if (isSkill(root)) return [];
  const outside = (folder: WalkedFolder): readonly string[] => [
    ...folder.findings.map(({ file, text, done }) => `Skipping ${file || '.'}: ${text} ${done}`),
    ...folder.folders.filter((child) => !isSkill(child)).flatMap(outside),
  ];
  const without = root.folders.filter((child) => !holdsSkill(child));
  return [...without.map(({ name }) => `Skipping ${name} - no SKILL.md`), ...outside(root)];
};
