import type { Finding } from '@tmws/contract';
import type { SkillFinding } from '@tmws/domain';
import { readEnum, SEVERITY_NUMBERS } from './enum-names.ts';

/** A finding as the contract has it. */
export const toFinding = (finding: SkillFinding): Finding => ({
  id: '',
  code: finding.code,
  severity: SEVERITY_NUMBERS[finding.severity],
  field: '',
  text: finding.text,
  done: finding.done,
  file: finding.file,
  line: finding.line,
  relatedPatternIds: [],
  ruleId: '',
  pending: false,
});

/** A finding of the sender of a skill. @throws DomainError INVALID_FIELD for an unknown severity */
export const fromFinding = (finding: Finding): SkillFinding => ({
  code: finding.code === '' ? 'sender' : finding.code,
  severity: readEnum('severity', finding.severity, SEVERITY_NUMBERS) ?? 'info',
  file: finding.file,
  line: finding.line,
  text: finding.text,
  done: finding.done,
});
