import {
  all,
  type Caller,
  canRead,
  type FieldViolation,
  invalidFields,
  isIn,
  LIMITS,
  not,
  type Pattern,
  rangeViolations,
  scoreWithContext,
  similarity,
} from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { withKnownParents } from '../pattern/with-known-parents.ts';
import type { Store } from '../ports/store.ts';
import { writeOnce } from '../request-memory.ts';
import { withoutHeld } from '../scan/without-held.ts';
import { matchedPassage } from '../search/matched-passage.ts';
import { type RankedCandidate, type Ranking, rank } from '../search/rank.ts';
import { searchable } from '../search/visible.ts';
import { fromApplySnapshot, toApplySnapshot } from './apply-snapshot.ts';
import { type AppliedPattern, fitToBudget, type Match } from './fit-to-budget.ts';
import { takeOpenApplication } from './take-open-application.ts';

/** What an agent is about to do, and what it would like to know. */
export interface ApplyPatternInput {
  /** What is looked for; `id:…` names one pattern. */
  readonly patternQuery: string;
  /** The situation: a second, weaker request. May be empty. */
  readonly context: string;
  /** 1–20, default 5. */
  readonly maxPatterns?: number | undefined;
  /** 0–1, default 0.7. */
  readonly minSimilarity?: number | undefined;
  readonly category?: string | undefined;
  /** Up to 20,000, default 4,000; a token counts as three bytes. */
  readonly tokenBudget?: number | undefined;
  readonly excludeIds: readonly string[];
  /** Part of a long pattern, from 1. */
  readonly part?: number | undefined;
  readonly requestId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The patterns that apply, what to do with them, and what was left out. */
export interface ApplyPatternResult {
  readonly patterns: readonly AppliedPattern[];
  /** Names this answer when the outcome is reported; undefined where nothing was found. */
  readonly applicationId: string | undefined;
  /** Patterns above the threshold that are not in the answer. */
  readonly moreAvailable: number;
  readonly minSimilarity: number;
  readonly degraded: string | undefined;
  /** The caller's earlier application without an outcome, mentioned once. */
  readonly openApplication:
    | { readonly id: string; readonly query: string; readonly at: Date; readonly patternIds: readonly string[] }
    | undefined;
  readonly message: string;
}

const DEFAULT_MIN_SIMILARITY = 0.7;
const EVIDENCE_WEIGHT = 0.05;
const ID_PREFIX = 'id:';
const MOST_EXCLUDED = 100;

const bytesViolations = (field: string, text: string, most: number): readonly FieldViolation[] =>
  Buffer.byteLength(text) > most
    ? [{ field, description: `${field} has more than ${most} bytes. Say it shorter.` }]
    : [];

const checkInput = (input: ApplyPatternInput): void => {
  const violations = [
    ...(input.patternQuery.trim() === ''
      ? [{ field: 'pattern_query', description: 'pattern_query is empty. Say what you want to do.' }]
      : []),
    ...bytesViolations('pattern_query', input.patternQuery, LIMITS.queryBytes),
    ...bytesViolations('context', input.context, LIMITS.contextBytes),
    ...rangeViolations('max_patterns', input.maxPatterns, { least: 1, most: LIMITS.appliedPatterns }),
    ...rangeViolations('min_similarity', input.minSimilarity, { least: 0, most: 1 }),
    ...rangeViolations('token_budget', input.tokenBudget, { least: 200, most: LIMITS.tokenBudget }),
    ...(input.excludeIds.length > MOST_EXCLUDED
      ? [
          {
            field: 'exclude_ids',
            description: `exclude_ids has ${input.excludeIds.length} ids; at most ${MOST_EXCLUDED} are allowed. Name fewer.`,
          },
        ]
      : []),
    ...rangeViolations('part', input.part, { least: 1, most: 10_000 }),
  ];
  if (violations.length > 0) throw invalidFields(violations);
};

interface Candidate {
  readonly pattern: Pattern;
  readonly similarity: number;
}

const withContext = (engine: Engine, ranking: Ranking, context: Ranking | undefined): readonly RankedCandidate[] => {
  const { map } = ranking;
  if (context === undefined || map === undefined || context.map === undefined) return ranking.candidates;
  const contextScores = new Map(context.candidates.map((candidate) => [candidate.id, candidate.fused]));
  const unrelated = engine.embedder.model.unrelatedScore;
  return ranking.candidates.map((candidate) => {
    const fused = scoreWithContext({
      request: candidate.fused,
      context: contextScores.get(candidate.id) ?? unrelated,
      unrelated,
    });
    return { ...candidate, fused, similarity: similarity(map, fused) };
  });
};

/** Those of the ids that exist and that the safety scan does not hold back. */
const readFree = async (store: Store, caller: Caller, ids: readonly string[]): Promise<readonly Pattern[]> =>
  withKnownParents(store, { caller }, await withoutHeld(store, await store.patterns.findMany(ids)));

const findMatches = async (
  engine: Engine,
  caller: Caller,
  input: ApplyPatternInput,
): Promise<{ matches: readonly Candidate[]; degraded: string | undefined }> => {
  const where = all(
    searchable(caller, { category: input.category }, 'heads'),
    ...(input.excludeIds.length === 0 ? [] : [not(isIn('id', input.excludeIds))]),
  );
  const asked = {
    where,
    mode: 'HYBRID',
    firstTier: LIMITS.candidatesFromEachHalf,
    limit: LIMITS.candidatesFromEachHalf,
    signal: input.signal,
  } as const;
  const [ranking, context] = await Promise.all([
    rank(engine, { ...asked, query: input.patternQuery }),
    input.context.trim() === ''
      ? undefined
      : rank(engine, { ...asked, query: input.context.slice(0, LIMITS.queryBytes) }),
  ]);
  const candidates = withContext(engine, ranking, context).filter(
    (candidate) => candidate.similarity >= (input.minSimilarity ?? DEFAULT_MIN_SIMILARITY),
  );
  const found = await engine.unitOfWork.read(async (store) =>
    readFree(
      store,
      caller,
      candidates.map(({ id }) => id),
    ),
  );
  const patterns = new Map(found.map((pattern) => [pattern.id, pattern]));
  const matches = candidates.flatMap((candidate) => {
    const pattern = patterns.get(candidate.id);
    return pattern !== undefined && canRead(caller, pattern) ? [{ pattern, similarity: candidate.similarity }] : [];
  });
  const value = (match: Candidate): number => match.similarity + EVIDENCE_WEIGHT * match.pattern.usage.effectiveness;
  const last = (match: Candidate): number => (match.pattern.status === 'DEPRECATED' ? 1 : 0);
  return { matches: matches.toSorted((a, b) => last(a) - last(b) || value(b) - value(a)), degraded: ranking.degraded };
};

const NOT_NAMED =
  'No pattern of that id was found, or it is not accessible. Check the id, or say what you want to do instead.';

const messageOf = (count: number, minSimilarity: number): string =>
  count === 0
    ? `No pattern fits with a similarity of ${minSimilarity} or more. Solve it yourself, and learn what worked with learn_pattern.`
    : `Found ${count} applicable patterns`;

const MOST_SKILL_FILES = 50;

/** Adds what an answer shows of a candidate besides its own content. */
const toMatch =
  (engine: Engine, query: string | undefined) =>
  async (candidate: Candidate): Promise<Match> => {
    const files = await engine.unitOfWork.read((store) => store.skills.files(candidate.pattern.id));
    return {
      ...candidate,
      passage: query === undefined ? undefined : await matchedPassage(engine, candidate.pattern, query),
      skillFiles: files.slice(0, MOST_SKILL_FILES).map((file) => file.path),
    };
  };

/** The pattern that an `id:…` names, alone; nothing where it may not be read. */
const findNamed = async (engine: Engine, caller: Caller, patternId: string): Promise<readonly Candidate[]> => {
  const found = await engine.unitOfWork.read(async (store) => readFree(store, caller, [patternId]));
  return found.filter((pattern) => canRead(caller, pattern)).map((pattern) => ({ pattern, similarity: 1 }));
};

/**
 * Finds the patterns that apply to what an agent is about to do, and gives the best of them whole within a token
 * budget. Looking is not using: no counter changes.
 *
 * @throws DomainError INVALID_FIELD, REQUEST_ID_REUSED
 */
export const applyPattern = async (
  engine: Engine,
  caller: Caller,
  input: ApplyPatternInput,
): Promise<ApplyPatternResult> => {
  checkInput(input);
  const query = input.patternQuery.trim();
  const minSimilarity = input.minSimilarity ?? DEFAULT_MIN_SIMILARITY;
  const most = input.maxPatterns ?? LIMITS.appliedPatternsDefault;
  const isNamed = query.startsWith(ID_PREFIX);
  const { matches, degraded } = isNamed
    ? { matches: await findNamed(engine, caller, query.slice(ID_PREFIX.length).trim()), degraded: undefined }
    : await findMatches(engine, caller, input);
  const shown = await Promise.all(matches.slice(0, most).map(toMatch(engine, isNamed ? undefined : query)));
  const { patterns } = fitToBudget(shown, {
    tokens: input.tokenBudget ?? LIMITS.tokenBudgetDefault,
    most,
    part: input.part ?? 1,
  });
  const { requestId, signal: _signal, ...content } = input;
  const call = { caller, requestId, content: { call: 'ApplyPattern', input: content } };
  const answer = await writeOnce(engine, call, async (store) => {
    if (!isNamed) {
      const bestSimilarity = matches[0]?.similarity;
      engine.demandLog.note({ namespace: caller.namespace, agentId: caller.agentId, query, bestSimilarity });
    }
    const applicationId = patterns.length === 0 ? undefined : engine.newId();
    const now = engine.clock.now();
    const openApplication = await takeOpenApplication(store, caller, now);
    if (applicationId !== undefined) {
      await store.applications.insert({
        id: applicationId,
        agentId: caller.agentId,
        query: engine.demandLog.mode === 'on' ? query : '',
        at: now,
        // One reminder is enough: the next answer does not bring up this one as well.
        isMentioned: openApplication !== undefined,
        patterns: patterns.map(({ pattern, similarity: similar }, index) => ({
          patternId: pattern.id,
          rank: index + 1,
          similarity: similar,
        })),
      });
    }
    return toApplySnapshot({
      patterns,
      applicationId,
      moreAvailable: matches.length - patterns.length,
      minSimilarity,
      degraded,
      openApplication,
      message: isNamed && matches.length === 0 ? NOT_NAMED : messageOf(patterns.length, minSimilarity),
    });
  });
  return fromApplySnapshot(answer);
};
