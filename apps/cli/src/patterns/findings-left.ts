import type { Finding } from '@tmws/contract';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';
import { findingPlace } from '../output/findings-text.ts';
import { countText } from '../output/number-text.ts';

/**
 * What to say of a pattern whose findings of the safety scan were not all accepted: which they are, and the command that
 * accepts them all.
 *
 * @param findings - What lint says of the pattern
 */
export const findingsLeft = (
  pattern: string,
  findings: readonly Finding[],
  accepted: readonly string[],
): ProgramError => {
  const scanned = findings.filter(({ id, ruleId }) => id !== '' && ruleId !== '');
  const left = scanned.filter(({ id }) => !accepted.includes(id));
  const places = left.map((finding) => `${finding.code} at ${findingPlace(finding)}`).join(', ');
  const flags = scanned.map(({ id }) => ` --accept-finding ${id}`).join('');
  const message = `${countText(left.length, 'finding')} of the safety scan not accepted: ${places}. Read them with \`tmws pattern lint ${pattern}\`. If they are well: tmws pattern approve ${pattern}${flags}`;
  return new ProgramError(message, {
    reason: 'FINDINGS_NOT_ACCEPTED',
    exitCode: EXIT_CODES.conflict,
    metadata: { finding_ids: left.map(({ id }) => id).join(','), finding_count: String(left.length) },
  });
};
