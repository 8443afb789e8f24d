import type { SkillSource } from '../sources/skill-folder.ts';
import type { ImportedSkill, ImportedSource } from './import-source.ts';

/** What an import of all roots did. */
export interface ImportReport {
  readonly results: readonly ImportedSkill[];
  /** Sentences on what is no skill. */
  readonly skipped: readonly string[];
  readonly searchableByWords: boolean;
  readonly searchableByMeaning: boolean;
}

/** Puts together what was done with each root, in the order of the roots. */
export const importReport = (sources: readonly SkillSource[], imported: readonly ImportedSource[]): ImportReport => ({
  results: imported.flatMap(({ results }) => results),
  skipped: sources.flatMap(({ skipped }) => skipped),
  searchableByWords: imported.every(({ searchableByWords }) => searchableByWords),
  searchableByMeaning: imported.every(({ searchableByMeaning }) => searchableByMeaning),
});
