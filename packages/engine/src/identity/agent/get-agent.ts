import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import { findSeenAgent, type SeenAgent, seenAgent } from './seen-agent.ts';

/** Returns an agent that the caller may see. @throws DomainError AGENT_NOT_FOUND */
export const getAgent = (engine: Engine, caller: Caller, agentId: string): Promise<SeenAgent> =>
  engine.unitOfWork.read(async (store) => seenAgent(store, caller, await findSeenAgent(store, caller, agentId)));
