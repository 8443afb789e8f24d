import type { AccessLevel } from '@tmws/domain';
import { refuseSecretsIn } from './refuse-secrets-in.ts';

/** What is said beside the content of a pattern, and who can read it there. */
export interface ScannedNote {
  /** Its name in the request. */
  readonly field: string;
  /** Undefined: nothing was said. */
  readonly text: string | undefined;
  /** Level of the pattern that it is kept with; undefined: others read it whatever the level. */
  readonly accessLevel?: AccessLevel | undefined;
  /** Findings that the caller accepts; undefined: the call has no field for them. */
  readonly acceptFindings?: readonly string[] | undefined;
}

/**
 * Scans what stands beside content and others read: the reason of a change, the note of a proposal, a description.
 *
 * @throws DomainError SECRET_FOUND for a secret whose finding is not accepted, where others can read it
 */
export const scanNote = ({ field, text, accessLevel, acceptFindings }: ScannedNote): void => {
  if (text === undefined || text === '' || accessLevel === 'PRIVATE') return;
  refuseSecretsIn([{ source: field, text, prefix: '' }], acceptFindings);
};
