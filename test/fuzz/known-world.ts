import { randomUUID } from 'node:crypto';
import type { TmwsClient } from '@tmws/client';
import { AccessLevel, Role, Scope } from '@tmws/contract';
import type { TmwsHome } from '../harness/tmws-home.ts';
import type { Known } from './known-values.ts';

/** Who calls; the first is the system admin. */
export const AGENTS = ['tester', 'ann', 'bob'] as const;

/** A core in which there is something to name. */
export interface KnownWorld {
  /** Makes some of everything; returns what is new, and the agents. */
  grow(): Promise<Known>;
}

const LEVELS = [AccessLevel.PRIVATE, AccessLevel.TEAM, AccessLevel.PUBLIC];

const grown = async (clients: readonly [TmwsClient, ...TmwsClient[]], round: number): Promise<Known> => {
  const [root] = clients;
  const named = clients.flatMap((client, index) =>
    LEVELS.map((accessLevel) => ({ client, accessLevel, patternName: `${AGENTS[index]}-${accessLevel}-${round}` })),
  );
  const patterns = await Promise.all(
    named.map(async ({ client, ...naming }) => {
      const patternData = { description: 'Retry with jitter.', steps: ['wait', 'try'] };
      const { pattern } = await client.patterns.createPattern({ ...naming, category: 'net', patternData });
      return pattern?.id ?? '';
    }),
  );
  const open = named.flatMap(({ accessLevel }, index) =>
    accessLevel === AccessLevel.PUBLIC ? [patterns[index] ?? ''] : [],
  );
  const namespace = `crew-${round}`;
  const spare = `spare-${round}`;
  await root.access.createNamespace({ namespace });
  await root.access.createAgent({ agentId: spare });
  const [usages, proposals, applications, apiKeys] = await Promise.all([
    Promise.all(
      clients.map(
        async ({ usage }, index) => (await usage.recordUsage({ patternId: open[index] ?? '' })).usage?.id ?? '',
      ),
    ),
    Promise.all(
      open.map(async (patternId, index) => {
        const other = clients[(index + 1) % clients.length] ?? root;
        const { proposal } = await other.proposals.createProposal({ patternId, changes: { hint: 'Pause first.' } });
        return proposal?.id ?? '';
      }),
    ),
    Promise.all(
      clients.map(
        async ({ learning }) => (await learning.applyPattern({ patternQuery: `id:${open[0]}` })).applicationId,
      ),
    ),
    Promise.all(
      clients.map(async ({ access }) => (await access.createApiKey({ scopes: [Scope.READ] })).apiKey?.id ?? ''),
    ),
    root.access.createMembership({ namespace, agentId: 'ann', role: Role.MEMBER }),
  ]);
  return {
    patterns,
    names: named.map(({ patternName }) => patternName),
    usages,
    proposals,
    applications,
    apiKeys,
    agents: [...AGENTS, spare],
    namespaces: [namespace],
    requestIds: [randomUUID(), randomUUID()],
  };
};

/** Makes agents in a user's core. */
export const knownWorld = async (home: TmwsHome): Promise<KnownWorld> => {
  const clients = [await home.client(AGENTS[0]), await home.client(AGENTS[1]), await home.client(AGENTS[2])] as const;
  for (const { access } of clients) await access.whoAmI({});
  let round = 0;
  return {
    grow: () => {
      round += 1;
      return grown(clients, round);
    },
  };
};
