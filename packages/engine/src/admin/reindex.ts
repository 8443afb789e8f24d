import { type Caller, DomainError } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { ReindexProgress } from '../indexing/rebuild-index.ts';
import { openRequest } from '../request-memory.ts';

/** A rebuild of the index. */
export interface ReindexInput {
  readonly requestId?: string | undefined;
  /** Called after each page of patterns. */
  readonly onProgress: (progress: ReindexProgress) => void;
}

/**
 * Makes the index anew from the rows while searches are answered; joins a rebuild that is under way.
 *
 * @throws DomainError NOT_ADMIN for anybody but a system admin, INVALID_FIELD, REQUEST_ID_REUSED
 */
export const reindex = async (
  engine: Pick<Engine, 'indexer' | 'unitOfWork' | 'clock'>,
  caller: Caller,
  { requestId, onProgress }: ReindexInput,
): Promise<ReindexProgress> => {
  if (!caller.systemAdmin) {
    throw new DomainError(
      'NOT_ADMIN',
      `Only a system admin makes the index anew; ${caller.agentId} is none. Ask the agent that first used this data folder.`,
      { metadata: { agent_id: caller.agentId } },
    );
  }
  const request = await openRequest(engine, { caller, requestId });
  const { done, total } = await request.answer({ call: 'Reindex', input: {} }, async () => ({
    ...(await engine.indexer.reindex(onProgress)),
  }));
  return { done: Number(done), total: Number(total) };
};
