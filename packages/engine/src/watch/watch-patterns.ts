import { all, type Caller, type Condition, canRead, evaluate, isIn, type Pattern, readableBy } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { withKnownParents } from '../pattern/with-known-parents.ts';
import type { ChangeSubject, FeedChange } from '../ports/change-feed.ts';
import { createCommitBell } from './commit-bell.ts';
import {
  type ResumeTokenBinding,
  readResumeToken,
  resumeTokenInvalid,
  resumeTokenKey,
  writeResumeToken,
} from './resume-token.ts';

/** What happened to a pattern, as the caller sees it; `CAUGHT_UP`: all earlier changes were told. */
export const WATCH_KINDS = ['CREATED', 'UPDATED', 'DELETED', 'APPEARED', 'DISAPPEARED', 'CAUGHT_UP'] as const;

/** One of {@link WATCH_KINDS}. */
export type WatchKind = (typeof WATCH_KINDS)[number];

/** Which changes are watched. Undefined and empty filters pass everything. */
export interface WatchPatternsInput {
  /** After which change to go on; empty: from now on. */
  readonly resumeToken: string;
  readonly namespace?: string | undefined;
  /** Owner. */
  readonly agentId?: string | undefined;
  readonly category?: string | undefined;
}

/** One change that the caller may hear of. */
export interface WatchEvent {
  readonly kind: WatchKind;
  /** Empty for `CAUGHT_UP`. */
  readonly patternId: string;
  /** As it is when the change is told; undefined where the caller cannot read it any more. */
  readonly pattern: Pattern | undefined;
  readonly at: Date;
  readonly resumeToken: string;
}

/** So many changes are read together. */
const READ_TOGETHER = 64;

type WatchFilter = Partial<Record<'namespace' | 'agentId' | 'category', string>>;

const filterOf = ({ namespace, agentId, category }: WatchPatternsInput): WatchFilter => ({
  ...(namespace === undefined || namespace === '' ? {} : { namespace }),
  ...(agentId === undefined || agentId === '' ? {} : { agentId }),
  ...(category === undefined || category === '' ? {} : { category }),
});

const filterCondition = ({ namespace, agentId, category }: WatchFilter): Condition =>
  all(
    ...(namespace === undefined ? [] : [isIn('namespace', [namespace])]),
    ...(agentId === undefined ? [] : [isIn('agentId', [agentId])]),
    ...(category === undefined ? [] : [isIn('category', [category])]),
  );

/** No filter of a watch and no rule of access tests the rest. */
const passes = (condition: Condition, subject: ChangeSubject | undefined): boolean =>
  subject !== undefined &&
  evaluate(condition, {
    subcategory: undefined,
    lineageId: '',
    patternName: '',
    tags: [],
    isHead: false,
    updatedAt: new Date(0),
    ...subject,
  });

/** What the change is to a caller who sees what the condition passes; undefined where it sees nothing of it. */
const kindOf = (change: FeedChange, visible: Condition): WatchKind | undefined => {
  const before = passes(visible, change.before);
  const after = passes(visible, change.after);
  if (before && after) return 'UPDATED';
  if (after) return change.kind === 'created' ? 'CREATED' : 'APPEARED';
  if (!before) return undefined;
  return change.kind === 'deleted' || change.kind === 'purged' ? 'DELETED' : 'DISAPPEARED';
};

const TOLD_WITHOUT_PATTERN: ReadonlySet<WatchKind> = new Set(['DELETED', 'DISAPPEARED', 'CAUGHT_UP']);

/** The caller with what is left of its memberships: a stream outlives them. */
const refreshed = async (engine: Engine, caller: Caller): Promise<Caller> => {
  const present = await engine.unitOfWork.read((store) => store.identity.memberships(caller.agentId));
  const namespaces = new Set(present.map(({ namespace }) => namespace));
  return { ...caller, memberships: caller.memberships.filter(({ namespace }) => namespaces.has(namespace)) };
};

const eventsOf = async (
  engine: Engine,
  caller: Caller,
  told: { readonly changes: readonly FeedChange[]; readonly filter: Condition; readonly token: (at: number) => string },
): Promise<readonly WatchEvent[]> => {
  const current = await refreshed(engine, caller);
  const visible = all(readableBy(current), told.filter);
  const kinds = told.changes.flatMap((change) => {
    const kind = kindOf(change, visible);
    return kind === undefined ? [] : [{ change, kind }];
  });
  const shown = kinds.filter(({ kind }) => !TOLD_WITHOUT_PATTERN.has(kind)).map(({ change }) => change.patternId);
  const found = await engine.unitOfWork.read(async (store) =>
    withKnownParents(store, { caller: current }, await store.patterns.findMany([...new Set(shown)])),
  );
  const patterns = new Map(found.filter((pattern) => canRead(current, pattern)).map((one) => [one.id, one]));
  return kinds.map(({ change, kind }) => ({
    kind,
    patternId: change.patternId,
    pattern: TOLD_WITHOUT_PATTERN.has(kind) ? undefined : patterns.get(change.patternId),
    at: change.at,
    resumeToken: told.token(change.sequence),
  }));
};

/**
 * Each change of patterns that the caller may read, in the order of the commits, from now on or from a token on, until
 * the signal aborts. `CAUGHT_UP` comes once, when all earlier changes were told.
 *
 * @throws DomainError RESUME_TOKEN_INVALID; the signal's reason
 */
export async function* watchPatterns(
  engine: Engine,
  caller: Caller,
  input: WatchPatternsInput & { readonly signal: AbortSignal },
): AsyncGenerator<WatchEvent, void, undefined> {
  const key = await resumeTokenKey(engine);
  const filter = filterOf(input);
  const binding: ResumeTokenBinding = { agentId: caller.agentId, filters: filter };
  using bell = createCommitBell(engine.unitOfWork, input.signal);
  const latest = await engine.unitOfWork.read((store) => store.changes.latest());
  let position = input.resumeToken === '' ? latest : readResumeToken(key, binding, input.resumeToken);
  if (position > latest) throw resumeTokenInvalid();
  const condition = filterCondition(filter);
  const token = (sequence: number): string => writeResumeToken(key, binding, sequence);
  let isCaughtUp = false;
  for (;;) {
    input.signal.throwIfAborted();
    const from = position;
    const changes = await engine.unitOfWork.read((store) => store.changes.since(from, READ_TOGETHER));
    yield* await eventsOf(engine, caller, { changes, filter: condition, token });
    position = changes.at(-1)?.sequence ?? position;
    if (changes.length > 0) continue;
    if (!isCaughtUp) {
      isCaughtUp = true;
      const at = engine.clock.now();
      yield { kind: 'CAUGHT_UP', patternId: '', pattern: undefined, at, resumeToken: token(position) };
    }
    await bell.rung();
  }
}
