import { PatternStatus } from '@tmws/contract';
import { type AccessConsiderations, chooseAccessLevel } from '@tmws/domain';
import type { NewPattern } from './new-pattern.ts';

/** Words of a category, subcategory or tag that tell what the specification's choose_access_level asks. */
const TELLING: Readonly<Record<keyof AccessConsiderations, readonly string[]>> = {
  isExperimental: ['experimental', 'experiment'],
  isWorkInProgress: ['wip', 'work-in-progress', 'draft'],
  isTeamSpecific: ['team', 'team-specific'],
  involvesCrossTeamCoordination: ['cross-team', 'coordination', 'cross-team-coordination'],
  isUniversalBestPractice: ['best-practice', 'best-practices', 'universal', 'universal-best-practice'],
  isSecurityPolicy: ['security-policy'],
  isComplianceRequirement: ['compliance', 'compliance-requirement'],
};

const spelt = (word: string): string => word.toLowerCase().replaceAll(/[\s_]+/g, '-');

const considerationsOf = ({
  category,
  subcategory,
  tags,
  status,
  sharedWithAgents,
}: NewPattern): AccessConsiderations => {
  const words = new Set([category ?? '', subcategory ?? '', ...(tags ?? [])].map(spelt));
  const tells = (consideration: keyof AccessConsiderations): boolean =>
    TELLING[consideration].some((word) => words.has(word));
  return {
    isExperimental: tells('isExperimental'),
    isWorkInProgress: status === PatternStatus.DRAFT || tells('isWorkInProgress'),
    isTeamSpecific: tells('isTeamSpecific'),
    involvesCrossTeamCoordination: (sharedWithAgents ?? []).length > 0 || tells('involvesCrossTeamCoordination'),
    isUniversalBestPractice: tells('isUniversalBestPractice'),
    isSecurityPolicy: tells('isSecurityPolicy'),
    isComplianceRequirement: tells('isComplianceRequirement'),
  };
};

const GUIDELINE =
  'Choose private for experiments and work in progress, team for what your namespace works by, shared for named agents of other teams, public for what holds everywhere, system for rules that all must keep.';

/** What to say to who named no level: that it is private, and what the guideline advises for such a pattern. It changes nothing. */
export const levelHint = (pattern: NewPattern): string => {
  const advised = chooseAccessLevel(considerationsOf(pattern)).toLowerCase();
  const advice =
    advised === 'private' ? 'private is what the guideline advises' : `the guideline advises --access-level ${advised}`;
  return `No --access-level: only you can read it (private); by its category, tags and status ${advice}. ${GUIDELINE}`;
};

/** The same for several patterns, which can need different levels. */
export const LEVELS_HINT = `No access_level in some of them: only you can read those (private). ${GUIDELINE}`;
