import { LIMITS } from '@tmws/domain';
import * as z from 'zod';
import {
  opportunitiesMessage,
  opportunitiesResultSchema,
  opportunitiesText,
  toOpportunitiesResult,
} from './opportunities-result.ts';
import { defineTool } from './tool.ts';

const inputSchema = () =>
  z.strictObject({
    namespace: z.string().min(1).max(LIMITS.namespace).optional().describe('Only this one; default: all of yours'),
  });

/** Tool `suggest_learning_opportunities`: what could be learned, by the rpc of that name. */
export const suggestLearningOpportunities = defineTool({
  name: 'suggest_learning_opportunities',
  title: 'Suggest learning opportunities',
  description:
    'What is worth learning next: areas of work and searches without a pattern, patterns that fail, are stale or say the same. Use it when asked what knowledge is missing, or at the end of a piece of work.',
  annotations: { readOnlyHint: true, openWorldHint: false },
  input: inputSchema,
  result: opportunitiesResultSchema,
  call: async (input, call) => {
    const { insight } = await call.connect();
    const contract = await import('@tmws/contract');
    const asked = { namespace: input.namespace };
    const result = toOpportunitiesResult(await insight.suggestLearningOpportunities(asked, call.options), contract);
    const message = opportunitiesMessage(result);
    return { result, message, text: opportunitiesText(message, result) };
  },
});
