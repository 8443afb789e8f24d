import { describe, expect, test } from 'vitest';
import { type AccessConsiderations, chooseAccessLevel } from './choose-access-level.ts';

const ALL: AccessConsiderations = {
  isExperimental: true,
  isWorkInProgress: true,
  isTeamSpecific: true,
  involvesCrossTeamCoordination: true,
  isUniversalBestPractice: true,
  isSecurityPolicy: true,
  isComplianceRequirement: true,
};

const WITHOUT_DRAFTS = { ...ALL, isExperimental: false, isWorkInProgress: false };
const WITHOUT_TEAM = { ...WITHOUT_DRAFTS, isTeamSpecific: false };
const WITHOUT_COORDINATION = { ...WITHOUT_TEAM, involvesCrossTeamCoordination: false };
const WITHOUT_BEST_PRACTICE = { ...WITHOUT_COORDINATION, isUniversalBestPractice: false };

describe('chooseAccessLevel', () => {
  test.each([
    [{ isExperimental: true }, 'PRIVATE'],
    [{ isWorkInProgress: true }, 'PRIVATE'],
    [{ isTeamSpecific: true }, 'TEAM'],
    [{ involvesCrossTeamCoordination: true }, 'SHARED'],
    [{ isUniversalBestPractice: true }, 'PUBLIC'],
    [{ isSecurityPolicy: true }, 'SYSTEM'],
    [{ isComplianceRequirement: true }, 'SYSTEM'],
    [{}, 'TEAM'],
  ] satisfies readonly (readonly [AccessConsiderations, string])[])('advises for %o alone %s', (pattern, level) => {
    expect(chooseAccessLevel(pattern)).toBe(level);
  });

  test('lets the first consideration that holds decide', () => {
    const patterns = [ALL, WITHOUT_DRAFTS, WITHOUT_TEAM, WITHOUT_COORDINATION, WITHOUT_BEST_PRACTICE];
    expect(patterns.map(chooseAccessLevel)).toEqual(['PRIVATE', 'TEAM', 'SHARED', 'PUBLIC', 'SYSTEM']);
  });
});
