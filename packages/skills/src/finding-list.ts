import type { SkillFinding } from '@tmws/domain';
import { FINDING_CODES, type FindingCode } from './finding-codes.ts';

/** So many findings of one code are listed; the rest is counted. */
const LISTED = 20;

/** Where a finding lies, what it says, and what was done about it. */
export interface FindingDetails {
  /** Below the skill's folder; default the folder itself. */
  readonly file?: string | undefined;
  /** From 1. */
  readonly line?: number | undefined;
  readonly text: string;
  readonly done: string;
}

/** Makes a finding, its severity taken from {@link FINDING_CODES}. */
export const createFinding = (code: FindingCode, details: FindingDetails): SkillFinding => ({
  code,
  severity: FINDING_CODES[code].severity,
  file: details.file ?? '',
  line: details.line,
  text: details.text,
  done: details.done,
});

/** Findings as they are made, at most twenty of a code. */
export interface FindingList {
  add(code: FindingCode, details: FindingDetails): void;
  /** All of them in the order in which they were added, then how many were left out. */
  all(): readonly SkillFinding[];
}

/**
 * Starts a list of findings.
 *
 * @param file - The file that findings lie in unless they name another
 */
export const createFindingList = (file = ''): FindingList => {
  const findings: SkillFinding[] = [];
  const counts = new Map<FindingCode, number>();
  return {
    add: (code, details) => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= LISTED) findings.push(createFinding(code, { file, ...details }));
    },
    all: () => [
      ...findings,
      ...[...counts].flatMap(([code, count]) =>
        count <= LISTED
          ? []
          : createFinding('findings_left_out', {
              file,
              text: `${code} was found ${count} times.`,
              done: `The first ${LISTED} are listed.`,
            }),
      ),
    ],
  };
};
