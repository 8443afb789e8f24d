import type { Caller, JsonObject } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import type { ListCursor } from '../../ports/store.ts';
import { type PageInput, type PageOf, pageOf } from '../page-of.ts';
import { administeredNamespaces } from '../reach.ts';
import { type SeenApiKey, seenApiKey } from './seen-api-key.ts';

/** Which keys to list. */
export interface ListApiKeysInput extends PageInput {
  /** Undefined: of all agents whose keys the caller may see. */
  readonly agentId?: string | undefined;
  /** Whether revoked and expired keys are listed too. */
  readonly includeEnded: boolean;
}

const cursorOf = (position: JsonObject | undefined): ListCursor | undefined =>
  typeof position?.createdAt === 'number' && typeof position.id === 'string'
    ? { createdAt: new Date(position.createdAt), id: position.id }
    : undefined;

/** Keys, newest first: the caller's own and those of the agents in its hands. @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID */
export const listApiKeys = (engine: Engine, caller: Caller, input: ListApiKeysInput): Promise<PageOf<SeenApiKey>> =>
  engine.unitOfWork.read((store) =>
    pageOf<SeenApiKey>(caller, input, {
      rpc: 'ListApiKeys',
      positionOf: ({ createdAt, id }) => ({ createdAt: createdAt.getTime(), id }),
      read: async (position, limit) => {
        const found = await store.apiKeys.list({
          agentId: caller.agentId,
          administered: administeredNamespaces(caller),
          only: input.agentId,
          livingAt: input.includeEnded ? undefined : engine.clock.now(),
          after: cursorOf(position),
          limit,
        });
        return found.map(seenApiKey);
      },
    }),
  );
