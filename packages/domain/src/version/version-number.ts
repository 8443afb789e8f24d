import semver from 'semver';

/** The version of a pattern that names none. */
export const FIRST_VERSION = '1.0.0';

/** Whether the text is a SemVer 2.0 version, exactly as the standard writes it (no `v`, three numbers). */
export const isVersionNumber = (text: string): boolean =>
  text.length <= 256 && /^\d\S*$/.test(text) && semver.parse(text) !== null;

/** Order by SemVer precedence: negative where `a` is lower, 0 where equal (build metadata does not count). */
export const compareVersionNumbers = (a: string, b: string): number => semver.compare(a, b);

/** The version one PATCH above: 1.2.3 gives 1.2.4, a prerelease its release. */
export const nextPatch = (version: string): string => semver.inc(version, 'patch') ?? FIRST_VERSION;

/** What {@link pickHead} needs to know of a version. */
export interface HeadCandidate {
  readonly id: string;
  readonly version: string;
  readonly status: string;
  readonly deletedAt: Date | undefined;
}

const highestOf = <T extends HeadCandidate>(candidates: readonly T[]): T | undefined => {
  const ordered = candidates.toSorted((a, b) => semver.compareBuild(b.version, a.version));
  return ordered.find((candidate) => semver.prerelease(candidate.version) === null) ?? ordered[0];
};

/**
 * The version that search shows for a lineage: the highest ACTIVE one, prereleases last, else the highest DEPRECATED
 * one; none where every version is a draft, retired or deleted. Build metadata decides between equal versions, so that
 * the order of the versions does not.
 */
export const pickHead = <T extends HeadCandidate>(versions: readonly T[]): T | undefined => {
  const present = versions.filter((candidate) => candidate.deletedAt === undefined);
  return (
    highestOf(present.filter((candidate) => candidate.status === 'ACTIVE')) ??
    highestOf(present.filter((candidate) => candidate.status === 'DEPRECATED'))
  );
};
