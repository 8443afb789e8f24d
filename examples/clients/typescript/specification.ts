/**
 * The examples of the specification: four uses of the patterns, and three ways in which a team works together. Run it on
 * an empty data folder, with a core that runs (`tmws start`):
 *
 *     node examples/clients/typescript/specification.ts
 */
import { Team } from './team.ts';
import { teamAnalytics } from './team-analytics.ts';
import { teamPatterns } from './team-patterns.ts';
import { usageExamples } from './usage-examples.ts';

await using team = new Team();
await usageExamples(team);
await teamPatterns(team);
await teamAnalytics(team);
