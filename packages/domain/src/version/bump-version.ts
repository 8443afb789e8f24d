import semver from 'semver';
import { FIRST_VERSION } from './version-number.ts';

/** Which part of a version number grows. */
export const VERSION_BUMPS = ['PATCH', 'MINOR', 'MAJOR'] as const;

/** One of {@link VERSION_BUMPS}. */
export type VersionBump = (typeof VERSION_BUMPS)[number];

const RELEASES = { PATCH: 'patch', MINOR: 'minor', MAJOR: 'major' } as const satisfies Record<VersionBump, string>;

/**
 * The version one step above: of 1.0.0 a PATCH is 1.0.1, a MINOR 1.1.0, a MAJOR 2.0.0. A prerelease becomes its release
 * where that is the step.
 */
export const bumpVersion = (version: string, bump: VersionBump): string =>
  semver.inc(version, RELEASES[bump]) ?? FIRST_VERSION;

/** The first version that so many steps above `version` give and `taken` does not have. */
export const nextFreeVersion = (version: string, bump: VersionBump, taken: ReadonlySet<string>): string => {
  let next = bumpVersion(version, bump);
  while (taken.has(next)) next = bumpVersion(next, bump);
  return next;
};
