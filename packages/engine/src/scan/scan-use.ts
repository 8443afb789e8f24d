import type { JsonObject } from '@tmws/domain';
import { dataTexts } from './content-texts.ts';
import { refuseSecretsIn } from './refuse-secrets-in.ts';

/**
 * Scans what is told of a use. It stands in the history of its pattern, whose level may rise later.
 *
 * @throws DomainError SECRET_FOUND
 */
export const scanUse = (contextData: JsonObject | undefined): void => {
  if (contextData !== undefined) refuseSecretsIn(dataTexts(contextData, 'context_data'));
};
