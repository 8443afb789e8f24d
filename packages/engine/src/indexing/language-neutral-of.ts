import { createLanguageNeutral, type LanguageNeutral } from '@tmws/domain';
import type { EmbeddingModel } from '../ports/embedder.ts';

const prepared = new WeakMap<EmbeddingModel, LanguageNeutral>();

/** The language-neutral form of a model's vectors, prepared once a model; undefined where the model has none. */
export const languageNeutralOf = (model: EmbeddingModel): LanguageNeutral | undefined => {
  if (model.languageNeutral === undefined) return undefined;
  const known = prepared.get(model);
  if (known !== undefined) return known;
  const made = createLanguageNeutral(model.languageNeutral);
  prepared.set(model, made);
  return made;
};
