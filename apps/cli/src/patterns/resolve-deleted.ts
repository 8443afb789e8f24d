import type { TmwsClient } from '@tmws/client';
import { resolvePattern } from './resolve-pattern.ts';

/**
 * The id of the deleted pattern that was named: by id, name or name@version.
 *
 * @throws RemoteError PATTERN_NOT_FOUND when nothing fits; UsageError when several do, with their ids.
 */
export const resolveDeleted = (patterns: TmwsClient['patterns'], reference: string): Promise<string> =>
  resolvePattern({ listPatterns: (request) => patterns.listPatterns({ ...request, deleted: true }) }, reference);
