import { type Caller, canRead, type Pattern, patternNotFound } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { requireSelf } from '../identity/require-self.ts';

/**
 * A readable pattern by its id.
 *
 * @throws DomainError PATTERN_NOT_FOUND where it does not exist or may not be read, ACTING_FOR_OTHER_DENIED
 */
export const getPattern = async (
  engine: Engine,
  caller: Caller,
  input: { readonly patternId: string; readonly requestingAgentId?: string | undefined },
): Promise<Pattern> => {
  requireSelf(caller, 'requesting_agent_id', input.requestingAgentId);
  const pattern = await engine.unitOfWork.read((store) => store.patterns.find(input.patternId));
  if (pattern === undefined || !canRead(caller, pattern)) throw patternNotFound(input.patternId);
  return pattern;
};
