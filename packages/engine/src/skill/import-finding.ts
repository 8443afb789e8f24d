import type { SkillFinding } from '@tmws/domain';

/** A finding on a skill as a whole, not on a line of a file of it. */
export const importFinding = (
  code: string,
  severity: SkillFinding['severity'],
  texts: { readonly text: string; readonly done: string },
): SkillFinding => ({ code, severity, file: '', line: undefined, ...texts });
