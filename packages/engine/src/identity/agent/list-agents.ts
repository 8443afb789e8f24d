import type { Caller } from '@tmws/domain';
import type { Engine } from '../../engine.ts';
import { type PageInput, type PageOf, pageOf, textIn } from '../page-of.ts';
import { seenNamespaces } from '../reach.ts';
import { type SeenAgent, seenAgent } from './seen-agent.ts';

/** Which agents to list. */
export interface ListAgentsInput extends PageInput {
  /** Members of this one; undefined: of any that the caller sees. */
  readonly namespace?: string | undefined;
}

/**
 * The agents of the caller's namespaces by name, itself among them; all to a system admin.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const listAgents = (engine: Engine, caller: Caller, input: ListAgentsInput): Promise<PageOf<SeenAgent>> =>
  engine.unitOfWork.read((store) =>
    pageOf<SeenAgent>(caller, input, {
      rpc: 'ListAgents',
      positionOf: ({ agentId }) => ({ agentId }),
      read: async (position, limit) => {
        const seen = seenNamespaces(caller);
        if (input.namespace !== undefined && seen !== undefined && !seen.includes(input.namespace)) return [];
        const agents = await store.directory.listAgents({
          namespaces: seen,
          self: caller.agentId,
          namespace: input.namespace,
          after: textIn(position, 'agentId'),
          limit,
        });
        const shown: SeenAgent[] = [];
        for (const agent of agents) shown.push(await seenAgent(store, caller, agent));
        return shown;
      },
    }),
  );
