import { all, type Condition, isIn, type JsonObject } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { rank } from '../search/rank.ts';
import { contextText } from './context-text.ts';

/** How relevant patterns are to a context. */
export interface ContextRelevance {
  /** By pattern, 0–1; those that are not there have none. */
  readonly of: ReadonlyMap<string, number>;
  /** Ids of those to which the context says most, the first of the candidates. */
  readonly nearest: readonly string[];
  readonly degraded: string | undefined;
}

/** No context was given, or one that says nothing. */
export const NO_CONTEXT: ContextRelevance = { of: new Map(), nearest: [], degraded: undefined };

/** Which patterns are judged. */
export interface JudgedPatterns {
  /** All candidates. */
  readonly where: Condition;
  /** Those that are in the ranking whatever the context says. */
  readonly pool: readonly { readonly id: string }[];
  /** Others that are. */
  readonly near: readonly string[];
  /** Whether there are candidates beyond the pool. */
  readonly isCut: boolean;
  readonly signal: AbortSignal | undefined;
}

const NEIGHBOURS = 50;

/** An engine that embeds a request once, however often it is searched with. */
const embeddingOnce = (engine: Engine): Engine => {
  const vectors = new Map<string, Promise<Float32Array>>();
  const embedQuery: Engine['embedder']['embedQuery'] = (text, signal) => {
    const vector = vectors.get(text) ?? engine.embedder.embedQuery(text, signal);
    vectors.set(text, vector);
    return vector;
  };
  return { ...engine, embedder: { ...engine.embedder, embedQuery } };
};

/** Judges the patterns by the context as by a request: the same fused scores, mapped to similarities as in a search. */
export const contextRelevance = async (
  engine: Engine,
  context: JsonObject,
  judged: JudgedPatterns,
): Promise<ContextRelevance> => {
  const query = contextText(context);
  if (query === '') return NO_CONTEXT;
  const once = embeddingOnce(engine);
  const { where, signal } = judged;
  const asked = { query, mode: 'HYBRID', signal } as const;
  const first = judged.isCut
    ? await rank(once, { ...asked, where, firstTier: NEIGHBOURS, limit: NEIGHBOURS })
    : undefined;
  const nearest = (first?.candidates ?? []).map(({ id }) => id);
  const ids = [...new Set([...judged.pool.map(({ id }) => id), ...judged.near])];
  const among = all(where, isIn('id', ids));
  const second = await rank(once, { ...asked, where: among, firstTier: ids.length, limit: ids.length });
  const candidates = [...(first?.candidates ?? []), ...second.candidates];
  return {
    of: new Map(candidates.map((candidate) => [candidate.id, candidate.similarity])),
    nearest,
    degraded: first?.degraded ?? second.degraded,
  };
};
