import type { ApplicationGuidance, AppliedPattern, ApplyPatternResponse } from '@tmws/contract';
import * as z from 'zod';
import { onlyTools } from './only-tools.ts';
import { rounded } from './rounded.ts';

const patternSchema = () =>
  z.object({
    pattern_id: z.string(),
    pattern_name: z.string(),
    category: z.string(),
    similarity: z.number(),
    confidence: z.number(),
    application_count: z.number(),
    success_rate: z.number(),
    effectiveness: z.number(),
    agent_id: z.string().describe('Owner'),
    namespace: z.string(),
    version: z.string(),
    description: z.string().optional(),
    examples: z.array(z.string()),
    content: z.string().optional().describe('Absent: beyond token_budget'),
    part: z.number().optional(),
    next_part: z.number().optional(),
    matched_passage: z.string().optional(),
    skill_files: z.array(z.string()).optional(),
    deprecated: z.boolean().optional(),
    replaced_by: z.string().optional(),
  });

/** `result` of the tool apply_pattern. */
export const applyResultSchema = () =>
  z.object({
    found: z.boolean(),
    pattern_count: z.number(),
    patterns: z.array(patternSchema()),
    application_guidance: z.object({
      recommended_pattern: z.object({ pattern_id: z.string(), pattern_name: z.string() }).nullable(),
      confidence_threshold: z.number(),
      guidance: z.string(),
      next_step: z.string(),
    }),
    application_id: z.string().optional(),
    more_available: z.number(),
    more: z.array(z.string()).optional(),
    degraded: z.boolean(),
    degraded_reason: z.string().optional(),
    open_application: z.looseObject({ application_id: z.string(), hint: z.string() }).optional(),
  });

/** See {@link applyResultSchema}. */
export type ApplyResult = z.output<ReturnType<typeof applyResultSchema>>;

/** Said once of each application that stayed without an outcome. */
const OPEN_HINT = 'No outcome of this earlier application was reported; if you know it, report it with evolve_pattern.';

const toPattern = (pattern: AppliedPattern): ApplyResult['patterns'][number] => ({
  pattern_id: pattern.patternId,
  pattern_name: pattern.patternName,
  category: pattern.category,
  similarity: rounded(pattern.similarity),
  confidence: rounded(pattern.confidence),
  application_count: pattern.applicationCount,
  success_rate: rounded(pattern.successRate),
  effectiveness: rounded(pattern.effectiveness),
  agent_id: pattern.agentId,
  namespace: pattern.namespace,
  version: pattern.version,
  ...(pattern.description === '' ? {} : { description: pattern.description }),
  examples: pattern.examples,
  ...(pattern.content === '' ? {} : { content: pattern.content }),
  ...(pattern.contentTruncated ? { part: pattern.part } : {}),
  ...(pattern.nextPart === undefined ? {} : { next_part: pattern.nextPart }),
  ...(pattern.matchedPassage === '' ? {} : { matched_passage: pattern.matchedPassage }),
  ...(pattern.skillFiles.length === 0 ? {} : { skill_files: pattern.skillFiles }),
  ...(pattern.deprecated ? { deprecated: true } : {}),
  ...(pattern.replacedBy === undefined ? {} : { replaced_by: pattern.replacedBy }),
});

const withoutName = (guidance: string, name: string | undefined): string =>
  name !== undefined && guidance.includes(name) ? '' : guidance;

const toGuidance = (guidance: ApplicationGuidance | undefined, found: boolean): ApplyResult['application_guidance'] => {
  const { recommendedPatternId: id, recommendedPatternName: name } = guidance ?? {};
  return {
    recommended_pattern: id === undefined || name === undefined ? null : { pattern_id: id, pattern_name: name },
    confidence_threshold: rounded(guidance?.confidenceThreshold ?? 0),
    // A name is its author's word, and would stand here as ours.
    guidance: onlyTools(
      withoutName(guidance?.guidance ?? '', name),
      found
        ? 'Follow the recommended pattern where it fits; the others are alternatives.'
        : 'No pattern fits; go on without one.',
    ),
    next_step: onlyTools(
      guidance?.nextStep ?? '',
      found
        ? 'Do the work, then report how it went with evolve_pattern: the pattern_id followed, this application_id, success_feedback.'
        : 'Do the work; if it teaches something worth repeating, learn it with learn_pattern once it is verified.',
    ),
  };
};

/** How to read what the answer holds only in part or not at all, a sentence each. */
const toMore = ({ patterns, moreAvailable }: ApplyPatternResponse): readonly string[] => {
  const cut = patterns.filter(({ nextPart }) => nextPart !== undefined);
  const hasBare = patterns.some(({ content }) => content === '');
  return [
    ...cut.map(({ patternId, nextPart }) => `Next part: pattern_query "id:${patternId}" with part ${nextPart}.`),
    ...(hasBare ? ['A pattern without content: pattern_query "id:" and its pattern_id.'] : []),
    ...(moreAvailable > 0
      ? [`${moreAvailable} more: the same query with exclude_ids of these, or a greater max_patterns or token_budget.`]
      : []),
  ];
};

/** The core's answer as the tool's result. Texts of patterns stand in the patterns alone, never in guidance or hints. */
export const toApplyResult = (response: ApplyPatternResponse): ApplyResult => {
  const { openApplication: open } = response;
  const more = toMore(response);
  return {
    found: response.found,
    pattern_count: response.patterns.length,
    patterns: response.patterns.map(toPattern),
    application_guidance: toGuidance(response.applicationGuidance, response.found),
    ...(response.applicationId === '' ? {} : { application_id: response.applicationId }),
    more_available: response.moreAvailable,
    ...(more.length === 0 ? {} : { more: [...more] }),
    degraded: response.degraded,
    ...(response.degradedReason === '' ? {} : { degraded_reason: response.degradedReason }),
    ...(open === undefined
      ? {}
      : {
          open_application: {
            application_id: open.applicationId,
            applied_at: (open.appliedAt ?? new Date(0)).toISOString(),
            pattern_ids: open.patternIds,
            hint: OPEN_HINT,
          },
        }),
  };
};
