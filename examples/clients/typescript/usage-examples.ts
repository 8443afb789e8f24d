import { percent, say, type Team } from './team.ts';

/** Examples 1 to 3 of the specification: one agent learns, and uses what it learned. */
export const usageExamples = async (team: Team): Promise<void> => {
  say('Example 1: Artemis optimizes a database query');
  const optimization = await team.learn('postgres_index_optimization');
  const faster = await team.use('artemis-optimizer', optimization.id, {
    success: true,
    seconds: 0.245,
    context: { database: 'PostgreSQL 14', table_rows: 1_000_000, actual_improvement_percent: 87 },
  });
  say(`  used ${faster.usageCount}x, success ${percent(faster.successRate)}`);

  say('Example 2: Hestia audits security');
  const checklist = await team.learn('api_security_checklist');
  const audited = await team.use('hestia-auditor', checklist.id, {
    success: true,
    seconds: 15.5,
    context: { audit_target: 'TMWS REST API', findings: { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3 } },
  });
  const seconds = audited.avgExecutionTime;
  say(`  used ${audited.usageCount}x in ${seconds} s, success ${percent(audited.successRate)}`);

  say('Example 3: Athena designs an architecture');
  await team.learn('microservices_communication');
  const athena = await team.as('athena-conductor');
  const { recommendations } = await athena.insight.recommendPatterns({
    category: 'architecture',
    contextData: {
      task: 'Design workflow orchestration system',
      requirements: ['fault tolerance', 'scalability', 'event-driven'],
    },
  });
  say(`  Found ${recommendations.length} relevant architecture patterns`);
};
