import type { JsonObject } from '@tmws/domain';
import { dataTexts } from './content-texts.ts';
import { isSecret, refuseSecrets } from './refuse-secrets.ts';
import { once } from './scan-content.ts';
import { toFindings } from './to-findings.ts';

/**
 * Scans what is told of a use. It stands in the history of its pattern, whose level may rise later.
 *
 * @throws DomainError SECRET_FOUND
 */
export const scanUse = (contextData: JsonObject | undefined): void => {
  if (contextData === undefined) return;
  refuseSecrets(once(toFindings(dataTexts(contextData, 'context_data'), 'field')).filter(isSecret), []);
};
