import { countTerms, encodeTermFrequencies, type Pattern, type SourceText, scriptGroup, tokenize } from '@tmws/domain';
import type { EmbeddingModel } from '../ports/embedder.ts';
import type { IndexRow } from '../ports/pattern-index.ts';
import type { PatternOutline } from '../ports/store.ts';
import { languageNeutralOf } from './language-neutral-of.ts';
import { meaningText, weightedTexts } from './pattern-texts.ts';

/** Version of how texts become rows of the index. Raise it whenever the result changes: cores then rebuild. */
export const PREPARATION_VERSION = 2;

/** Changes with everything a row is made from. */
export const rowStamp = (pattern: PatternOutline): string =>
  [
    PREPARATION_VERSION,
    pattern.revision,
    pattern.updatedAt.getTime(),
    pattern.status,
    pattern.isHead ? 'head' : 'past',
  ].join('.');

/** The row by which the index knows a pattern. */
export const toIndexRow = (
  pattern: Pattern,
  files: readonly SourceText[],
  embedding: { readonly model: EmbeddingModel; readonly vector: Float32Array | undefined },
): IndexRow => {
  const texts = weightedTexts(pattern, files);
  const { model, vector } = embedding;
  const neutral = languageNeutralOf(model);
  return {
    id: pattern.id,
    lineageId: pattern.lineageId,
    patternName: pattern.patternName,
    agentId: pattern.agentId,
    namespace: pattern.namespace,
    accessLevel: pattern.accessLevel,
    status: pattern.status,
    category: pattern.category,
    subcategory: pattern.subcategory,
    tags: pattern.tags,
    sharedWithAgents: pattern.sharedWithAgents,
    isHead: pattern.isHead,
    updatedAt: pattern.updatedAt,
    stamp: rowStamp(pattern),
    words: texts
      .flatMap(({ text, times }) => Array.from({ length: times ?? 1 }, () => tokenize(text).join(' ')))
      .join(' '),
    termFrequencies: encodeTermFrequencies(countTerms(texts)),
    model: vector === undefined ? undefined : model.tag,
    vector,
    neutralVector:
      vector === undefined ? undefined : neutral?.neutralPassage(vector, scriptGroup(meaningText(pattern))),
  };
};
