import type { Caller, Finding, NewPattern } from '@tmws/domain';
import type { Clock } from '../ports/clock.ts';
import type { KeptFinding } from '../ports/finding-repository.ts';
import { type ApprovalsView, approvalBy, approvalsOn, doneAbout } from './scan-write.ts';

/** What becomes of an import that was scanned. */
export interface ScannedImport {
  /** Whether it is stored as a DRAFT. */
  readonly isFlagged: boolean;
  /** What is to be kept with its revision. */
  readonly kept: readonly KeptFinding[];
}

/**
 * Decides, within the transaction of an import, whether what the scan found holds the pattern back. What its owner
 * accepts in the call, or let pass on the version before, does not.
 */
export const scanImport = async (
  view: ApprovalsView,
  work: {
    readonly engine: { readonly clock: Clock };
    readonly caller: Caller;
    readonly acceptFindings: readonly string[];
  },
  imported: { readonly given: Pick<NewPattern, 'parentPatternId'>; readonly findings: readonly Finding[] },
): Promise<ScannedImport> => {
  const { given, findings } = imported;
  if (findings.length === 0) return { isFlagged: false, kept: [] };
  const approvals = await approvalsOn(view, given.parentPatternId);
  const named = new Set(work.acceptFindings);
  const approval = approvalBy(work);
  const kept = findings.map((finding): KeptFinding => {
    const approved = approvals.get(finding.id) ?? (named.has(finding.id) ? approval : undefined);
    const about = { isHeld: true, approval: approved };
    return { finding: { ...finding, done: doneAbout(about) }, ...about };
  });
  return { isFlagged: kept.some((one) => one.approval === undefined), kept };
};
