import {
  type Caller,
  canChange,
  canRead,
  confidenceScore,
  type DataChange,
  type FieldViolation,
  type Finding,
  invalidFields,
  type JsonObject,
  type Pattern,
  successRate,
  type VersionBump,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import type { Searchable } from '../indexing/waiting-list.ts';
import { writtenFindings } from '../lint/written-findings.ts';
import { findReadable } from '../pattern/find-pattern.ts';
import type { EvolutionKind } from '../ports/evolution-repository.ts';
import type { Store } from '../ports/store.ts';
import { applyChanges } from '../proposal/apply-changes.ts';
import { type MergedData, mergeWithinLimits } from '../proposal/merge-changes.ts';
import { noteViolations } from '../proposal/note-violations.ts';
import { storeProposal } from '../proposal/store-proposal.ts';
import { writeOnce } from '../request-memory.ts';
import { scanNote } from '../scan/scan-note.ts';
import { proposedFindings, scanProposed } from '../scan/scan-proposed.ts';
import { recordUse, requireApplication } from '../usage/record-use.ts';
import { type EvolutionOutcome, evolutionMessage } from './evolution-message.ts';

/** What an agent learned from following a pattern. */
export interface EvolvePatternInput {
  readonly patternId: string;
  /** Merged into `patternData` by RFC 7396; `{}` only reports. */
  readonly evolutionData: JsonObject | undefined;
  /** Whether following it worked; undefined: no use is recorded. */
  readonly successFeedback?: boolean | undefined;
  readonly notes?: string | undefined;
  readonly applicationId?: string | undefined;
  /** Makes the merged data a new version; undefined: a revision. */
  readonly bump?: VersionBump | undefined;
  readonly requestId?: string | undefined;
}

/** The record of the pattern named before and after the call. */
export interface EvolutionSummary {
  readonly previousSuccessRate: number;
  readonly newSuccessRate: number;
  readonly previousConfidence: number;
  readonly newConfidence: number;
  /** Calls on the pattern so far, this one included. */
  readonly evolutionCount: number;
  /** Uses after the call. */
  readonly applicationsAnalyzed: number;
}

/** What was learned, in JSON values alone. */
interface Evolved {
  readonly patternId: string;
  readonly patternName: string;
  readonly summary: EvolutionSummary;
  readonly outcome: EvolutionOutcome;
  /** What the data change, or would change, by path. */
  readonly changes: readonly DataChange[];
  readonly newPatternId?: string | undefined;
  /** The version that has the data; the pattern's own where no other was made. */
  readonly version: string;
  /** Revision of the pattern named, after the call. */
  readonly revision: number;
  readonly proposalId?: string | undefined;
  /** Undefined: no outcome was given, or it was counted before. */
  readonly usageId?: string | undefined;
  readonly message: string;
}

interface Remembered {
  readonly evolved: Evolved;
  /** Of a proposal: what it would make is stored nowhere. */
  readonly findings: readonly Finding[];
}

/** What was learned, and where it can be found now. */
export interface EvolvePatternResult extends Evolved {
  /** What lint says of the content that the data make. */
  readonly findings: readonly Finding[];
  readonly searchable: Searchable;
}

type Context = { readonly engine: Engine; readonly caller: Caller };

const KINDS = {
  UNCHANGED: 'report',
  REVISION: 'revision',
  VERSION: 'version',
  PROPOSAL: 'proposal',
} as const satisfies Record<EvolutionOutcome, EvolutionKind>;

const NO_DATA: FieldViolation = {
  field: 'evolution_data',
  description: 'evolution_data is missing. Give the keys of pattern_data that should change, or {} to report only.',
};

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

interface Reported {
  readonly pattern: Pattern;
  readonly usageId: string | undefined;
  /** Whether this application's outcome for the pattern was reported before. */
  readonly isRepeated: boolean;
}

const reportOutcome = async (
  store: Store,
  context: Context,
  { pattern, input }: { readonly pattern: Pattern; readonly input: EvolvePatternInput },
): Promise<Reported> => {
  const success = input.successFeedback;
  const applicationId = given(input.applicationId);
  const notes = given(input.notes);
  const named = { applicationId, patternId: pattern.id, success: undefined };
  await requireApplication(store, context.caller, named);
  const application = applicationId === undefined ? undefined : await store.applications.find(applicationId);
  const isRepeated = application?.usageIds.get(pattern.id) !== undefined;
  // With the use, and as the reason of a change, it stays in the history, whose readers a higher level makes more.
  scanNote({ field: 'notes', text: notes });
  if (success === undefined || isRepeated) {
    return { pattern, usageId: undefined, isRepeated: isRepeated && success !== undefined };
  }
  const contextData = notes === undefined ? undefined : { notes };
  const recorded = await recordUse(store, context, { pattern, success, contextData, applicationId });
  return { pattern: recorded.pattern, usageId: recorded.usage.id, isRepeated: false };
};

type Landed = Pick<Evolved, 'outcome' | 'newPatternId' | 'version' | 'revision' | 'proposalId'>;

const land = async (
  store: Store,
  context: Context,
  {
    pattern,
    merged,
    input,
  }: { readonly pattern: Pattern; readonly merged: MergedData; readonly input: EvolvePatternInput },
): Promise<Landed> => {
  const { version, revision } = pattern;
  const { evolutionData = {}, bump } = input;
  const note = given(input.notes);
  if (merged.changes.length === 0) return { outcome: 'UNCHANGED', version, revision };
  if (!canChange(context.caller, pattern)) {
    await scanProposed(store, pattern, merged.patternData);
    const proposal = await storeProposal(store, context, { pattern, changes: evolutionData, bump, note });
    return { outcome: 'PROPOSAL', version, revision, proposalId: proposal.id };
  }
  const reason = note === undefined ? 'evolve_pattern' : `evolve_pattern: ${note}`;
  const changed = await applyChanges(store, context, { pattern, patternData: merged.patternData, bump, reason });
  return bump === undefined
    ? { outcome: 'REVISION', version, revision: changed.revision }
    : { outcome: 'VERSION', version: changed.version, revision, newPatternId: changed.id };
};

const evolve = async (store: Store, context: Context, input: EvolvePatternInput): Promise<Remembered> => {
  const { engine, caller } = context;
  const before = await findReadable(store, context, { patternId: input.patternId, action: 'EvolvePattern' });
  const merged = mergeWithinLimits(before, input.evolutionData ?? {}, 'evolution_data');
  const reported = await reportOutcome(store, context, { pattern: before, input });
  const landed = await land(store, context, { pattern: reported.pattern, merged, input });
  await store.evolutions.insert({
    id: engine.newId(),
    patternId: before.id,
    agentId: caller.agentId,
    kind: KINDS[landed.outcome],
    success: input.successFeedback,
    notes: given(input.notes),
    applicationId: given(input.applicationId),
    at: engine.clock.now(),
  });
  const { usage } = reported.pattern;
  const summary: EvolutionSummary = {
    previousSuccessRate: successRate(before.usage),
    newSuccessRate: successRate(usage),
    previousConfidence: confidenceScore(before.confidencePrior, before.usage),
    newConfidence: confidenceScore(before.confidencePrior, usage),
    evolutionCount: await store.evolutions.count(before.id),
    applicationsAnalyzed: usage.usageCount,
  };
  const { isRepeated, usageId } = reported;
  const message = evolutionMessage({ ...landed, rate: summary.newSuccessRate, owner: before.agentId, isRepeated });
  const { id: patternId, patternName } = before;
  return {
    evolved: { patternId, patternName, summary, changes: merged.changes, usageId, message, ...landed },
    findings: landed.outcome === 'PROPOSAL' ? proposedFindings(merged.patternData) : [],
  };
};

/**
 * Records how following a pattern went, and merges what was learned: for its owner as a new revision, or with `bump` as
 * a new version; for anyone else as a proposal to the owner. One outcome counts for each application and pattern.
 *
 * @throws DomainError PATTERN_NOT_FOUND, APPLICATION_NOT_FOUND, INVALID_FIELD, SECRET_FOUND, REQUEST_ID_REUSED
 */
export const evolvePattern = async (
  engine: Engine,
  caller: Caller,
  input: EvolvePatternInput,
): Promise<EvolvePatternResult> => {
  const { requestId, ...asked } = input;
  const violations = [...(asked.evolutionData === undefined ? [NO_DATA] : []), ...noteViolations('notes', asked.notes)];
  if (violations.length > 0) throw invalidFields(violations);
  const call = { caller, requestId, content: { call: 'EvolvePattern', input: asked } };
  const answer = await writeOnce(engine, call, async (store) => ({
    remembered: JSON.stringify(await evolve(store, { engine, caller }, asked)),
  }));
  const { evolved, findings }: Remembered = JSON.parse(String(answer.remembered));
  const id = evolved.newPatternId ?? evolved.patternId;
  const searchable = await engine.indexer.settle([id]);
  const hasNewText = evolved.outcome === 'REVISION' || evolved.outcome === 'VERSION';
  const changed = hasNewText ? await engine.unitOfWork.read((store) => store.patterns.find(id)) : undefined;
  return {
    ...evolved,
    searchable,
    // A repeated request may come from an agent that lost the pattern meanwhile.
    findings:
      changed === undefined || !canRead(caller, changed) ? findings : await writtenFindings(engine, caller, changed),
  };
};
