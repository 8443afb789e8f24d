import { AccessLevel } from '@tmws/contract';
import type { BatchRefusal } from './batch-refusal.ts';
import { distinctName, shortId } from './name-claims.ts';
import type { Prepared } from './to-request.ts';

/** What is changed about a pattern that was refused, each once. */
export type Remedy = 'name' | 'parent' | 'level';

const NAME_REASONS: readonly string[] = ['PATTERN_EXISTS', 'VERSION_EXISTS', 'VERSION_NOT_GREATER'];

/** A refused pattern as it may be taken; undefined where nothing is left to try. */
export const nextAttempt = (
  prepared: Prepared,
  { reason, message }: BatchRefusal,
  tried: readonly Remedy[],
): { readonly prepared: Prepared; readonly remedy: Remedy } | undefined => {
  const { findings, place, pattern } = prepared;
  if (prepared.parentPatternId !== undefined && NAME_REASONS.includes(reason) && !tried.includes('parent')) {
    const name = distinctName(pattern.patternName, shortId(pattern.sourceId));
    findings.warn('parent_not_kept', message, `Stored without a parent, as "${name}".`);
    return { remedy: 'parent', prepared: { ...prepared, parentPatternId: undefined, patternName: name } };
  }
  if (NAME_REASONS.includes(reason) && !tried.includes('name') && !tried.includes('parent')) {
    const name = distinctName(pattern.patternName, shortId(pattern.sourceId));
    if (name === prepared.patternName) return undefined;
    findings.warn('renamed', `Another pattern is named "${prepared.patternName}" here.`, `Named "${name}".`);
    return { remedy: 'name', prepared: { ...prepared, patternName: name } };
  }
  const isOpen = place.accessLevel !== AccessLevel.PRIVATE && prepared.parentPatternId === undefined;
  if (reason === 'SECRET_FOUND' && isOpen && !tried.includes('level')) {
    findings.warn('secret_found', message, 'Stored as private.');
    return { remedy: 'level', prepared: { ...prepared, place: { ...place, accessLevel: AccessLevel.PRIVATE } } };
  }
  return undefined;
};
