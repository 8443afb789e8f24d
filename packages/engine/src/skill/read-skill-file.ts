import { type Caller, DomainError } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { getPattern } from '../pattern/get-pattern.ts';
import type { StoredSkillFile } from '../ports/store.ts';

/**
 * One file of a readable skill, byte for byte.
 *
 * @throws DomainError PATTERN_NOT_FOUND, SKILL_FILE_NOT_FOUND
 */
export const readSkillFile = async (
  engine: Engine,
  caller: Caller,
  input: { readonly patternId: string; readonly path: string },
): Promise<{ readonly file: StoredSkillFile; readonly content: Uint8Array }> => {
  const pattern = await getPattern(engine, caller, { patternId: input.patternId });
  const found = await engine.unitOfWork.read((store) => store.skills.readFile(pattern.id, input.path));
  if (found !== undefined) return found;
  throw new DomainError(
    'SKILL_FILE_NOT_FOUND',
    `Pattern ${pattern.id} has no file "${input.path}". ApplyPattern with "id:${pattern.id}" lists its files.`,
    { metadata: { pattern_id: pattern.id, path: input.path } },
  );
};
