import type { JsonObject } from '@tmws/domain';
import { dataTexts } from './content-texts.ts';
import { isSecret, refuseSecrets } from './refuse-secrets.ts';
import { once } from './scan-content.ts';
import { toFindings } from './to-findings.ts';

/** How what is told of a use is judged. */
export interface ScannedUse {
  /** Its path in the request. */
  readonly field?: string;
  /** Findings that the caller accepts; undefined: the call has no field for them. */
  readonly acceptFindings?: readonly string[] | undefined;
}

/**
 * Scans what is told of a use, which whoever reads its pattern can read in the history.
 *
 * @throws DomainError SECRET_FOUND for a secret whose finding is not accepted
 */
export const scanUse = (
  contextData: JsonObject | undefined,
  { field = 'context_data', acceptFindings }: ScannedUse = {},
): void => {
  if (contextData === undefined) return;
  const found = once(toFindings(dataTexts(contextData, field), 'field'));
  refuseSecrets(
    found.filter((finding) => isSecret(finding) && acceptFindings?.includes(finding.id) !== true),
    acceptFindings === undefined ? [] : ['accept'],
  );
};
