import type { DataChange, EvolvePatternResponse } from '@tmws/contract';
import { shorten } from '@tmws/domain';
import * as z from 'zod';
import { enumName } from './enum-name.ts';
import { findingSchema, toFinding } from './finding.ts';
import { rounded } from './rounded.ts';

type Contract = typeof import('@tmws/contract');

/** A model knows what it sent: of a long diff the first changes are enough to check it by. */
const MOST_CHANGES = 20;
const LONGEST_PATH = 200;
const LONGEST_VALUE = 400;

/** `result` of the tool evolve_pattern. */
export const evolveResultSchema = () =>
  z.object({
    pattern_id: z.string(),
    pattern_name: z.string(),
    evolution_summary: z.object({
      previous_success_rate: z.number(),
      new_success_rate: z.number(),
      previous_confidence: z.number(),
      new_confidence: z.number(),
      evolution_count: z.number(),
      applications_analyzed: z.number(),
    }),
    outcome: z.string().describe('What became of the data: unchanged, revision, version, proposal'),
    changes: z.array(z.looseObject({ path: z.string(), kind: z.string() })).describe('The diff'),
    more_changes: z.number().optional(),
    new_pattern_id: z.string().optional(),
    version: z.string(),
    revision: z.number(),
    proposal_id: z.string().optional(),
    usage_id: z.string().optional().describe('Absent: no outcome recorded'),
    findings: z.array(findingSchema()),
    searchable_by_words: z.boolean(),
    searchable_by_meaning: z.boolean(),
    next_step: z.string(),
  });

/** See {@link evolveResultSchema}. */
export type EvolveResult = z.output<ReturnType<typeof evolveResultSchema>>;

/** A value of a diff; a long one as the beginning of its JSON. */
const toValue = (value: unknown): unknown => {
  const text = JSON.stringify(value) ?? '';
  return text.length <= LONGEST_VALUE ? value : shorten(text, LONGEST_VALUE);
};

const toChange = (
  { path, kind, oldValue, newValue }: DataChange,
  { DataChangeKind }: Contract,
): EvolveResult['changes'][number] => ({
  path: shorten(path, LONGEST_PATH),
  kind: enumName(DataChangeKind, kind),
  ...(oldValue === undefined ? {} : { old_value: toValue(oldValue) }),
  ...(newValue === undefined ? {} : { new_value: toValue(newValue) }),
});

/** What the call had to say of an outcome. */
type Feedback = boolean | undefined;

const nextStep = (
  response: EvolvePatternResponse,
  { feedback, outcome }: { readonly feedback: Feedback; readonly outcome: string },
): string => {
  switch (outcome) {
    case 'version':
      return 'Name new_pattern_id from now on; the pattern named stays as it was.';
    case 'revision':
      return `Go on. The pattern as it is now: apply_pattern with pattern_query "id:${response.patternId}".`;
    case 'proposal':
      return 'Go on. The pattern stays as it is until its owner accepts the proposal; do not send it again.';
    default:
      if (feedback === undefined) {
        return 'Nothing was reported: give success_feedback (whether following the pattern worked), or what to change in evolution_data.';
      }
      return feedback
        ? 'Go on.'
        : 'Once you know why it failed, say it in evolution_data, so that the pattern gets better.';
  }
};

/** The core's answer as the tool's result. */
export const toEvolveResult = (
  response: EvolvePatternResponse,
  { feedback, contract }: { readonly feedback: Feedback; readonly contract: Contract },
): EvolveResult => {
  const { evolutionSummary: summary, changes, newPatternId, proposalId, usageId } = response;
  const outcome = enumName(contract.EvolutionOutcome, response.outcome);
  return {
    pattern_id: response.patternId,
    pattern_name: response.patternName,
    evolution_summary: {
      previous_success_rate: rounded(summary?.previousSuccessRate ?? 0),
      new_success_rate: rounded(summary?.newSuccessRate ?? 0),
      previous_confidence: rounded(summary?.previousConfidence ?? 0),
      new_confidence: rounded(summary?.newConfidence ?? 0),
      evolution_count: summary?.evolutionCount ?? 0,
      applications_analyzed: summary?.applicationsAnalyzed ?? 0,
    },
    outcome,
    changes: changes.slice(0, MOST_CHANGES).map((change) => toChange(change, contract)),
    ...(changes.length > MOST_CHANGES ? { more_changes: changes.length - MOST_CHANGES } : {}),
    ...(newPatternId === undefined ? {} : { new_pattern_id: newPatternId }),
    version: response.version,
    revision: response.revision,
    ...(proposalId === undefined ? {} : { proposal_id: proposalId }),
    ...(usageId === undefined ? {} : { usage_id: usageId }),
    findings: response.findings.map((finding) => toFinding(finding, contract)),
    searchable_by_words: response.searchableByWords,
    searchable_by_meaning: response.searchableByMeaning,
    next_step: nextStep(response, { feedback, outcome }),
  };
};

/** The answer as text, for clients that do not show a model structured content. */
export const evolveText = (message: string, result: EvolveResult): string => {
  const { evolution_summary: summary, more_changes: more } = result;
  return [
    message,
    `success rate ${summary.previous_success_rate} → ${summary.new_success_rate}, confidence ${summary.previous_confidence} → ${summary.new_confidence}, in ${summary.applications_analyzed} uses and ${summary.evolution_count} reports`,
    `pattern_id: ${result.pattern_id} (version ${result.version}, revision ${result.revision})`,
    ...(result.new_pattern_id === undefined ? [] : [`new_pattern_id: ${result.new_pattern_id}`]),
    ...(result.proposal_id === undefined ? [] : [`proposal_id: ${result.proposal_id}`]),
    ...result.changes.map(({ path, kind, old_value: before, new_value: after }) => {
      const values = [before, after].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
      return `- ${kind} ${path}: ${values.join(' → ')}`;
    }),
    ...(more === undefined ? [] : [`- ${more} more changes`]),
    ...result.findings.map(({ severity, text }) => `- ${severity}: ${text}`),
    result.next_step,
  ].join('\n');
};
