import { EvolutionOutcome, type EvolvePatternRequest, type EvolvePatternResponse } from '@tmws/contract';
import type { EvolutionOutcome as EvolutionOutcomeName, EvolvePatternInput, EvolvePatternResult } from '@tmws/engine';
import { toDataChange } from './data-change.ts';
import { everyFieldIsRead } from './every-field.ts';
import { toFinding } from './finding.ts';
import { readBump } from './version.ts';

const OUTCOME_NUMBERS = {
  UNCHANGED: EvolutionOutcome.UNCHANGED,
  REVISION: EvolutionOutcome.REVISION,
  VERSION: EvolutionOutcome.VERSION,
  PROPOSAL: EvolutionOutcome.PROPOSAL,
} as const satisfies Record<EvolutionOutcomeName, EvolutionOutcome>;

/** What EvolvePattern asks for. @throws DomainError INVALID_FIELD */
export const fromEvolvePatternRequest = (request: EvolvePatternRequest): EvolvePatternInput => {
  const { patternId, evolutionData, successFeedback, notes, applicationId, bump, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  return { patternId, evolutionData, successFeedback, notes, applicationId, bump: readBump(bump), requestId };
};

/** The answer of EvolvePattern. */
export const toEvolvePatternResponse = (result: EvolvePatternResult): EvolvePatternResponse => ({
  patternId: result.patternId,
  patternName: result.patternName,
  evolutionSummary: { ...result.summary },
  outcome: OUTCOME_NUMBERS[result.outcome],
  changes: result.changes.map(toDataChange),
  newPatternId: result.newPatternId,
  version: result.version,
  revision: result.revision,
  proposalId: result.proposalId,
  usageId: result.usageId,
  findings: result.findings.map(toFinding),
  searchableByWords: result.searchable.byWords,
  searchableByMeaning: result.searchable.byMeaning,
  message: result.message,
});
