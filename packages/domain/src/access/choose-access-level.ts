import type { AccessLevel } from './access-level.ts';

/** What is known of a pattern, for {@link chooseAccessLevel}; what is left out is not so. */
export interface AccessConsiderations {
  readonly isExperimental?: boolean | undefined;
  readonly isWorkInProgress?: boolean | undefined;
  readonly isTeamSpecific?: boolean | undefined;
  readonly involvesCrossTeamCoordination?: boolean | undefined;
  readonly isUniversalBestPractice?: boolean | undefined;
  readonly isSecurityPolicy?: boolean | undefined;
  readonly isComplianceRequirement?: boolean | undefined;
}

/**
 * The level that the specification's guideline advises (choose_access_level, Best Practices 3): the first consideration
 * that holds decides, and where none does it is TEAM. It is advice: nothing stores a level because of it.
 */
export const chooseAccessLevel = (pattern: AccessConsiderations): AccessLevel => {
  if (pattern.isExperimental || pattern.isWorkInProgress) return 'PRIVATE';
  if (pattern.isTeamSpecific) return 'TEAM';
  if (pattern.involvesCrossTeamCoordination) return 'SHARED';
  if (pattern.isUniversalBestPractice) return 'PUBLIC';
  if (pattern.isSecurityPolicy || pattern.isComplianceRequirement) return 'SYSTEM';
  return 'TEAM';
};
