import type { SkillSource } from '../sources/skill-folder.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportedSkill, ImportedSource } from './import-source.ts';

/** What was met in one root outside of its skills. */
export interface ReportedSource extends Pick<SkillSource, 'root' | 'findings'> {
  /** Why removed skills were not looked for; undefined: they were. */
  readonly incomplete: string | undefined;
}

/** What an import of all roots did. */
export interface ImportReport {
  readonly results: readonly ImportedSkill[];
  readonly sources: readonly ReportedSource[];
  /** Sentences on what is no skill. */
  readonly skipped: readonly string[];
  /** Whether nothing was stored, because only a plan was asked for. */
  readonly isDryRun: boolean;
  readonly searchableByWords: boolean;
  readonly searchableByMeaning: boolean;
}

/** Puts together what was done with each root, in the order of the roots. */
export const importReport = (
  sources: readonly SkillSource[],
  imported: readonly ImportedSource[],
  { isDryRun }: Pick<ImportOptions, 'isDryRun'>,
): ImportReport => ({
  results: imported.flatMap(({ results }) => results),
  sources: sources.map(({ root, findings }, index) => ({ root, findings, incomplete: imported[index]?.incomplete })),
  skipped: sources.flatMap(({ skipped }) => skipped),
  isDryRun,
  searchableByWords: imported.every(({ searchableByWords }) => searchableByWords),
  searchableByMeaning: imported.every(({ searchableByMeaning }) => searchableByMeaning),
});
