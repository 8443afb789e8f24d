import { type Caller, type Finding, fieldFindings, nameFindings, type Pattern } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import { type Embedding, nearDuplicates } from './near-duplicates.ts';

/**
 * What lint notices on a pattern that is stored, in the order of the place: its name, its content, and the readable
 * patterns that say nearly the same. Rejects nothing.
 *
 * @param embedding - `known` leaves near-duplicates pending where the text has no vector yet: for many patterns at once
 */
export const lintFindings = async (
  engine: Engine,
  caller: Caller,
  pattern: Pattern,
  embedding: Embedding = 'embed',
): Promise<readonly Finding[]> => [
  ...nameFindings(pattern.patternName),
  ...fieldFindings(pattern.patternData),
  ...(await nearDuplicates(engine, caller, { pattern, embedding })),
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
