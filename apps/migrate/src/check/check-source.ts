import type { TmwsClient } from '@tmws/client';
import {
  AccessLevel,
  type Finding,
  ImportConflict,
  type SkillImportAction,
  type SkillImportResult,
} from '@tmws/contract';
import { importSource } from '../import/import-source.ts';
import { folderName, type SkillFolder, type SkillSource, type SourceFile } from '../sources/skill-folder.ts';
import { isSkillFile } from '../sources/source-tree.ts';

/** What is to be said of one skill. */
export interface CheckedSkill {
  /** The root, as typed. */
  readonly root: string;
  /** Path of its folder below the root; empty: the root itself. */
  readonly path: string;
  /** Path of its SKILL.md below its folder, however it is written. */
  readonly skillFile: string;
  /** Whether the official validator takes it. */
  readonly isValid: boolean;
  /** What an import would do with it. */
  readonly action: SkillImportAction;
  /** What an import would find, then the rules of the standard that it breaks. */
  readonly findings: readonly Finding[];
}

/** Path of its SKILL.md, as one types it. */
export const placeOfSkillFile = ({ root, path, skillFile }: CheckedSkill): string =>
  [root, path, skillFile].filter((part) => part !== '').join('/');

/** What is larger is no SKILL.md that anybody reads; the import says so. */
const LARGEST_SKILL_FILE = 1024 * 1024;
const MOST_PATHS = 512;
/** So many skills are asked about at once. */
const AT_ONCE = 8;

const skillFileOf = ({ files }: SkillFolder): SourceFile | undefined =>
  files.find(({ path }) => path === 'SKILL.md') ?? files.find(({ path }) => isSkillFile(path));

const contentOf = async (file: SourceFile | undefined): Promise<Buffer> => {
  const read = await file?.read(LARGEST_SKILL_FILE).catch(() => undefined);
  return read?.content ?? Buffer.alloc(0);
};

const checkSkill = async (
  skills: TmwsClient['skills'],
  { skill, root, planned }: { readonly skill: SkillFolder; readonly root: string; readonly planned: SkillImportResult },
): Promise<CheckedSkill> => {
  const skillFile = skillFileOf(skill);
  const candidate = {
    folderName: folderName(skill, root),
    skillMd: await contentOf(skillFile),
    filePaths: skill.files.slice(0, MOST_PATHS).map(({ path }) => path),
  };
  const { valid, findings } = await skills.validateSkill({ subject: { $case: 'skill', value: candidate } });
  return {
    root,
    path: skill.path,
    skillFile: skillFile?.path ?? 'SKILL.md',
    isValid: valid,
    action: planned.action,
    findings: [...planned.findings, ...findings],
  };
};

const PLAN = {
  accessLevel: AccessLevel.UNSPECIFIED,
  onConflict: ImportConflict.UNSPECIFIED,
  isDryRun: true,
  isServed: true,
  isAuthorOwner: false,
  isPruned: false,
  acceptFindings: [],
} as const;

/**
 * Says of each skill of a root what an import would find and what the rules of agentskills.io say; nothing is stored.
 *
 * @throws RemoteError as the core refuses
 */
export const checkSource = async (
  skills: TmwsClient['skills'],
  source: SkillSource,
  onChecked: () => void,
): Promise<readonly CheckedSkill[]> => {
  const { results } = await importSource(skills, source, { ...PLAN, onSent: () => undefined });
  const plans = new Map(results.map((result) => [result.path, result]));
  const checked: CheckedSkill[] = [];
  for (let start = 0; start < source.skills.length; start += AT_ONCE) {
    const some = source.skills.slice(start, start + AT_ONCE).map(async (skill) => {
      const planned = plans.get(skill.path);
      if (planned === undefined) throw new Error(`The core said nothing of ${skill.path}.`);
      const result = await checkSkill(skills, { skill, root: source.root, planned });
      onChecked();
      return result;
    });
    checked.push(...(await Promise.all(some)));
  }
  return checked;
};
