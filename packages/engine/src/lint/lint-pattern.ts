import {
  type Caller,
  deprecationFindings,
  type Finding,
  fieldFindings,
  nameFindings,
  type Pattern,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import { type DuplicateSearch, nearDuplicates } from './near-duplicates.ts';

/**
 * What lint notices on a pattern that is stored, in the order of the place: its name, its content, and the readable
 * patterns that say nearly the same. Rejects nothing.
 *
 * @param search - `later` leaves near-duplicates pending: for many patterns at once
 */
export const lintFindings = async (
  engine: Engine,
  caller: Caller,
  pattern: Pattern,
  search: DuplicateSearch = 'now',
): Promise<readonly Finding[]> => [
  ...nameFindings(pattern.patternName),
  ...fieldFindings(pattern.patternData),
  ...deprecationFindings(pattern.patternData),
  ...(await nearDuplicates(engine, caller, { pattern, search })),
];

/**
 * What lint and the safety scan say of a readable pattern. Changes nothing.
 *
 * @throws DomainError PATTERN_NOT_FOUND
 */
export const lintPattern = async (
  engine: Engine,
  caller: Caller,
  input: { readonly patternId: string },
): Promise<readonly Finding[]> => {
  const { pattern, scanned } = await engine.unitOfWork.read(async (store) => {
    const found = await findReadable(store, { engine, caller }, { patternId: input.patternId, action: 'LintPattern' });
    return { pattern: found, scanned: await store.findings.scanned(found.id, found.revision) };
  });
  return [...(await lintFindings(engine, caller, pattern)), ...scanned];
};
