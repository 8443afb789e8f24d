import type { ScannedText } from './content-texts.ts';
import { isSecret, refuseSecrets } from './refuse-secrets.ts';
import { once } from './scan-content.ts';
import { toFindings } from './to-findings.ts';

/**
 * Scans what stands beside the content of a pattern.
 *
 * @param acceptFindings - Findings that the caller accepts; undefined: the call has no field for them
 * @throws DomainError SECRET_FOUND for a secret whose finding is not accepted
 */
export const refuseSecretsIn = (texts: readonly ScannedText[], acceptFindings?: readonly string[]): void =>
  refuseSecrets(
    once(toFindings(texts, 'field')).filter(
      (finding) => isSecret(finding) && acceptFindings?.includes(finding.id) !== true,
    ),
    acceptFindings === undefined ? [] : ['accept'],
  );
