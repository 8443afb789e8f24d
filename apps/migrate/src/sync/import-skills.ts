import type { TmwsClient } from '@tmws/client';
import { type AccessLevel, ImportConflict } from '@tmws/contract';
import { type ImportedSkill, importSource } from '../import/import-source.ts';
import type { SkillSource } from '../sources/skill-folder.ts';
import { recorded } from './disk-skills.ts';
import type { KnownSkill } from './match-skills.ts';

/** What an import did with a skill of the folder. */
export interface ImportedDisk extends KnownSkill {
  readonly result: ImportedSkill;
  /** Over the bytes that were sent. */
  readonly digest: string;
}

/** How they are imported. */
export interface ImportHow {
  readonly accessLevel: AccessLevel;
  readonly isDryRun: boolean;
}

/** Imports the skills, each as the next version of the one that it was known to hold. @throws RemoteError as the core refuses */
export const importSkills = async (
  client: TmwsClient,
  skills: readonly KnownSkill[],
  { accessLevel, isDryRun }: ImportHow,
): Promise<readonly ImportedDisk[]> => {
  const bySource = new Map<SkillSource, KnownSkill[]>();
  for (const skill of skills) {
    const { source } = skill.disk;
    bySource.set(source, [...(bySource.get(source) ?? []), skill]);
  }
  const imported: ImportedDisk[] = [];
  for (const [source, those] of bySource) {
    const sent = those.map((one) => {
      const basePatternId = one.known?.pattern_id;
      return { ...one, ...recorded({ ...one.disk.skill, basePatternId }) };
    });
    // What is not sent is not gone.
    const part = { ...source, skills: sent.map(({ skill }) => skill), isWhole: false };
    const { results } = await importSource(client.skills, part, {
      accessLevel,
      isDryRun,
      onConflict: ImportConflict.RENAME,
      isServed: true,
      isAuthorOwner: false,
      isPruned: false,
      acceptFindings: [],
      onSent: () => undefined,
    });
    const byPath = new Map(results.map((result) => [result.path, result]));
    for (const { disk, known, skill, digest } of sent) {
      const result = byPath.get(skill.path);
      if (result !== undefined) imported.push({ disk, known, result, digest: digest() });
    }
  }
  return imported;
};
