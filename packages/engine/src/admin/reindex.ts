import { type Caller, DomainError } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { ReindexProgress } from '../indexing/rebuild-index.ts';

/**
 * Makes the index anew from the rows while searches are answered; joins a rebuild that is under way.
 *
 * @param onProgress - Called after each page of patterns
 * @throws DomainError NOT_ADMIN for anybody but a system admin
 */
export const reindex = async (
  engine: Pick<Engine, 'indexer'>,
  caller: Caller,
  onProgress: (progress: ReindexProgress) => void,
): Promise<ReindexProgress> => {
  if (caller.systemAdmin) return engine.indexer.reindex(onProgress);
  throw new DomainError(
    'NOT_ADMIN',
    `Only a system admin makes the index anew; ${caller.agentId} is none. Ask the agent that first used this data folder.`,
    { metadata: { agent_id: caller.agentId } },
  );
};
