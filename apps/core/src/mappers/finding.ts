import type { Finding } from '@tmws/contract';
import { type Finding as DomainFinding, patternFinding, type SkillFinding } from '@tmws/domain';
import { readEnum, SEVERITY_NUMBERS } from './enum-names.ts';

/** A finding as the contract has it. */
export const toFinding = (finding: SkillFinding & Partial<DomainFinding>): Finding => {
  const { severity, relatedPatternIds, ...rest } = patternFinding({ field: '', ...finding });
  return { ...rest, severity: SEVERITY_NUMBERS[severity], relatedPatternIds: [...relatedPatternIds] };
};

/** A finding of the sender of a skill. @throws DomainError INVALID_FIELD for an unknown severity */
export const fromFinding = (finding: Finding): SkillFinding => ({
  code: finding.code === '' ? 'sender' : finding.code,
  severity: readEnum('severity', finding.severity, SEVERITY_NUMBERS) ?? 'info',
  file: finding.file,
  line: finding.line,
  text: finding.text,
  done: finding.done,
});
