import { LIMITS } from '@tmws/domain';
import * as z from 'zod';
import { analyticsResultSchema, toAnalyticsResult } from './analytics-result.ts';
import { analyticsMessage, analyticsText } from './analytics-text.ts';
import { defineTool } from './tool.ts';

const DAYS_DEFAULT = 30;
const MOST_DAYS = 3_650;

const inputSchema = () =>
  z.strictObject({
    days: z.int().min(1).max(MOST_DAYS).default(DAYS_DEFAULT).describe('Days of the window; totals are of all time'),
    namespace: z.string().min(1).max(LIMITS.namespace).optional().describe('Only this one'),
  });

/** Tool `get_pattern_analytics`: what the record of patterns and their use tells, by the rpc of that name. */
export const getPatternAnalytics = defineTool({
  name: 'get_pattern_analytics',
  title: 'Get pattern analytics',
  description:
    'Statistics of the patterns you can read: how many, how much used, how well they work, which to review. Use it when asked about the state of the knowledge, or to choose what to improve.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input: inputSchema,
  result: analyticsResultSchema,
  call: async (input, call) => {
    const { insight } = await call.connect();
    const contract = await import('@tmws/contract');
    const asked = { days: input.days, namespace: input.namespace };
    const result = toAnalyticsResult(await insight.getPatternAnalytics(asked, call.options), contract);
    const message = analyticsMessage(result);
    return { result, message, text: analyticsText(message, result) };
  },
});
