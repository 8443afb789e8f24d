import { applyPattern } from './apply-pattern.ts';
import { evolvePattern } from './evolve-pattern.ts';
import { getPatternAnalytics } from './get-pattern-analytics.ts';
import { learnPattern } from './learn-pattern.ts';
import { suggestLearningOpportunities } from './suggest-learning-opportunities.ts';
import type { Tool } from './tool.ts';

/** Every tool of the server, in the order in which it is listed: that of the specification. */
export const TOOLS: readonly Tool[] = [
  learnPattern,
  applyPattern,
  getPatternAnalytics,
  evolvePattern,
  suggestLearningOpportunities,
];
