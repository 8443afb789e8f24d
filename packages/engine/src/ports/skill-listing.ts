import type { Condition } from '@tmws/domain';

/** Where a listing of skills goes on: the values that order its last one. */
export interface SkillCursor {
  readonly effectiveness: number;
  readonly learningWeight: number;
  readonly id: string;
}

/** A page of skills. */
export interface SkillListQuery {
  readonly where: Condition;
  /** Whether it is listed as an Agent Skill: `yes`, with or without files; `no` and `any`, only with files. */
  readonly served: 'yes' | 'no' | 'any';
  readonly after: SkillCursor | undefined;
  readonly limit: number;
}

/** What is known of a skill besides its pattern. */
export interface SkillOutline {
  readonly patternId: string;
  readonly fileCount: number;
  /** Of all files. */
  readonly bytes: number;
  /** Path of its folder below the root of its newest import; undefined: not imported. */
  readonly sourcePath: string | undefined;
  /** Digest of its newest import; undefined: not imported. */
  readonly digest: string | undefined;
}

/** Skills by what they hold. */
export interface SkillListing {
  /** By effectiveness, then learning weight, highest first, then by id. */
  listSkills(query: SkillListQuery): Promise<readonly SkillOutline[]>;
  /** What is known of one pattern's files; no files: zeros. */
  outlineOf(patternId: string): Promise<SkillOutline>;
}
