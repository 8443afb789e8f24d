import type { SkillFinding } from '../skill/parsed-skill.ts';

/** An oddity of a pattern, for machines and people. By itself it rejects nothing. */
export interface Finding extends SkillFinding {
  /** By which the owner accepts it; empty where nothing is to be accepted. */
  readonly id: string;
  /** Path of the field, e.g. `pattern_data.steps`; empty where it is not in one field. */
  readonly field: string;
  /** The readable patterns that it is about, nearest first. */
  readonly relatedPatternIds: readonly string[];
  /** The rule of the safety scan that found it; empty where it is not from the scan. */
  readonly ruleId: string;
  /** Whether the answer is still to come, as what it takes is away. */
  readonly pending: boolean;
}

/** A finding on a pattern as such: in no file, with nothing done about it. */
export const patternFinding = (
  finding: Pick<Finding, 'code' | 'severity' | 'field' | 'text'> & Partial<Finding>,
): Finding => ({
  id: '',
  file: '',
  line: undefined,
  done: '',
  relatedPatternIds: [],
  ruleId: '',
  pending: false,
  ...finding,
});
