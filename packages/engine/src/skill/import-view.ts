import type { FindingRepository } from '../ports/finding-repository.ts';
import type { PatternRepository, SkillRepository } from '../ports/store.ts';

/** What a decision about a skill looks at. A store is one. */
export interface ImportView {
  readonly patterns: Pick<PatternRepository, 'find' | 'findByName' | 'findLineage'>;
  readonly skills: Pick<SkillRepository, 'sourcesAt' | 'sourcesOf' | 'files'>;
  readonly findings: Pick<FindingRepository, 'kept'>;
}
