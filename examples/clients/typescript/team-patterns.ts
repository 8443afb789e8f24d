import type { Pattern } from '@tmws/contract';
import { percent, reasonOf, say, TEAM, type Team } from './team.ts';

const names = (patterns: readonly (Pattern | undefined)[]): string =>
  patterns.map((pattern) => pattern?.patternName).join(', ');

const teamKnowledge = async (team: Team): Promise<void> => {
  say('Team pattern 1: a team knowledge base');
  const pooling = await team.learn('database_connection_pooling');
  const hera = await team.as('hera-strategist');
  const inPerformance = { category: 'performance', namespace: TEAM };
  const found = await hera.patterns.searchPatterns(inPerformance);
  say(`  hera-strategist finds in performance: ${names(found.hits.map(({ pattern }) => pattern))}`);
  const proven = await hera.patterns.searchPatterns({ ...inPerformance, minSuccessRate: 0.8 });
  say(`  proven for hera-strategist (success of 80% and more): ${names(proven.hits.map(({ pattern }) => pattern))}`);
  const context = { applied_to: 'workflow execution service' };
  const used = await team.use('hera-strategist', pooling.id, { success: true, seconds: 0.1, context });
  say(`  hera-strategist used ${used.patternName}: success ${percent(used.successRate)}`);
  const { recommendations } = await hera.insight.recommendPatterns({ category: 'performance' });
  const recommended = recommendations.map(({ pattern }) => pattern?.patternName).sort();
  say(`  recommended to hera-strategist: ${recommended.join(', ')}`);
};

const collaboration = async (team: Team): Promise<void> => {
  say('Team pattern 2: collaboration between agents');
  const { id: patternId } = await team.learn('sql_injection_prevention');
  const artemis = await team.as('artemis-optimizer');
  const hera = await team.as('hera-strategist');
  const hestia = await team.as('hestia-auditor');
  await artemis.patterns.getPattern({ patternId });
  const hidden = await reasonOf(hera.patterns.getPattern({ patternId }));
  say(`  artemis-optimizer reads it, hera-strategist does not (${hidden})`);

  const changes = {
    performance_notes: 'Parameterized queries have minimal overhead (<1ms)',
    reviewed_by: 'artemis-optimizer',
  };
  const refused = await reasonOf(artemis.patterns.updatePattern({ patternId, patternData: changes }));
  const { proposal } = await artemis.proposals.createProposal({ patternId, changes, note: 'Measured.' });
  await hestia.proposals.acceptProposal({ proposalId: proposal?.id ?? '' });
  say(`  artemis-optimizer may not change it (${refused}), proposes, and hestia-auditor accepts`);
  const { pattern } = await artemis.patterns.getPattern({ patternId });
  say(`  performance_notes: ${pattern?.patternData?.performance_notes}`);
  const used = await team.use('artemis-optimizer', patternId, { success: true, seconds: 0.05 });
  say(`  used ${used.usageCount}x, success ${percent(used.successRate)}`);
};

/** Some uses by two agents in turn, the failures first. */
const useOften = async (
  team: Team,
  patternId: string,
  times: { successes: number; failures: number },
): Promise<void> => {
  const agents = ['hestia-auditor', 'eris-coordinator'];
  for (let use = 0; use < times.successes + times.failures; use += 1) {
    const agent = agents[use % agents.length] ?? '';
    await team.use(agent, patternId, { success: use >= times.failures, seconds: 0.15 });
  }
};

const evolution = async (team: Team): Promise<void> => {
  say('Team pattern 3: evolution through use by the team');
  const first = await team.learn('api_rate_limiting');
  const feedback = {
    'hestia-auditor': 'Works but needs burst allowance for legitimate traffic spikes',
    'eris-coordinator': 'Token bucket algorithm better than fixed window',
  };
  for (const [agent, text] of Object.entries(feedback)) {
    await team.use(agent, first.id, { success: true, seconds: 0.2, context: { feedback: text } });
  }
  await useOften(team, first.id, { successes: 5, failures: 2 });

  const artemis = await team.as('artemis-optimizer');
  const { pattern: second } = await artemis.versions.createVersion({
    patternId: first.id,
    newVersion: '2.0.0',
    patternData: {
      description: 'Advanced rate limiting with token bucket',
      implementation: '10 requests/min baseline + 5 burst tokens',
      algorithm: 'token_bucket',
      improvements_from_v1: ['Burst allowance for traffic spikes', 'Token bucket algorithm for smoother limiting'],
    },
  });
  const child = second?.parentPatternId === first.id ? 'child' : 'stranger';
  say(`  ${second?.patternName} ${second?.version} is its ${child}`);
  await useOften(team, second?.id ?? '', { successes: 19, failures: 1 });
  const { oldUsage, newUsage } = await artemis.versions.compareVersions({
    oldPatternId: first.id,
    newPatternId: second?.id ?? '',
  });
  const rates = [newUsage, oldUsage].map((usage) => percent(usage?.successRate ?? 0));
  say(`  v2.0.0 success rate: ${rates[0]} vs v1.0.0: ${rates[1]}`);
};

/** The specification's three ways in which a team works together. */
export const teamPatterns = async (team: Team): Promise<void> => {
  await teamKnowledge(team);
  await collaboration(team);
  await evolution(team);
};
