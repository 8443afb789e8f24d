import { DomainError, type Finding, type Pattern } from '@tmws/domain';
import { idsOf } from './finding-ids.ts';

const refusal = (pattern: Pattern, findings: readonly Finding[], message: string): DomainError =>
  new DomainError('FINDINGS_NOT_ACCEPTED', message, {
    metadata: {
      pattern_id: pattern.id,
      finding_count: String(findings.length),
      finding_ids: idsOf(findings),
    },
  });

/** The refusal of an approval that leaves findings out. */
export const notAccepted = (pattern: Pattern, findings: readonly Finding[]): DomainError =>
  refusal(
    pattern,
    findings,
    `Findings of pattern ${pattern.id} were not accepted: ${findings.length}. Look at them with LintPattern and name each in accept_findings.`,
  );

/** The refusal of an update that would let a flagged DRAFT take effect. */
export const stillHeld = (pattern: Pattern, findings: readonly Finding[]): DomainError =>
  refusal(
    pattern,
    findings,
    `Pattern ${pattern.id} is a DRAFT because the safety scan flagged its import. Findings that are not approved: ${findings.length}. Look at them with LintPattern, then make it ACTIVE with ApprovePattern.`,
  );
