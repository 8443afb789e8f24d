import type { BenchRequest, DataSet, LibrarySkill } from './data-set.ts';

/** The data set with patterns in the place of skills. */
export interface SettledDataSet {
  /** One skill for each pattern, the first of those that are copies of each other. */
  readonly library: readonly { readonly skill: LibrarySkill; readonly patternId: string }[];
  /** Their skills are ids of patterns; copies have the highest grade of them. */
  readonly requests: readonly BenchRequest[];
}

/**
 * Puts patterns in the place of skills.
 *
 * @throws Error for a skill that became no pattern
 */
export const settleRequests = (data: DataSet, patterns: Readonly<Record<string, string>>): SettledDataSet => {
  const patternOf = (skill: string): string => {
    const pattern = patterns[skill];
    if (pattern === undefined) throw new Error(`The skill ${skill} became no pattern.`);
    return pattern;
  };
  const byPattern = new Map<string, LibrarySkill>();
  for (const skill of data.library) {
    const pattern = patternOf(skill.id);
    if (!byPattern.has(pattern)) byPattern.set(pattern, skill);
  }
  const requests = data.requests.map((request): BenchRequest => {
    const skills = new Map<string, number>();
    for (const [skill, grade] of request.skills) {
      const pattern = patternOf(skill);
      skills.set(pattern, Math.max(grade, skills.get(pattern) ?? 0));
    }
    return { ...request, skills };
  });
  return { library: [...byPattern].map(([patternId, skill]) => ({ skill, patternId })), requests };
};
