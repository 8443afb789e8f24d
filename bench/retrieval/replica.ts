import {
  countTerms,
  createLanguageNeutral,
  dotProduct,
  encodeTermFrequencies,
  type LanguageNeutral,
  lexicalScore,
  nameMatch,
  prepareLexicalRequest,
  scriptGroup,
  type WeightedText,
  type WordTable,
} from '@tmws/domain';
import type { EmbeddingModel } from '@tmws/engine';
import { buildPattern, meaningText, weightedTexts } from '@tmws/engine/testing';
import { parseSkill } from '@tmws/skills';
import type { LibrarySkill } from './data-set.ts';
import { skillFolder } from './skill-folder.ts';

/** What the product would index of one pattern of the library. */
export interface PatternText {
  readonly id: string;
  readonly name: string;
  /** What is embedded. */
  readonly meaning: string;
  /** What counts by words. */
  readonly words: readonly WeightedText[];
}

/** The texts of an imported skill, by the product's own functions. */
export const patternTextOf = (
  skill: LibrarySkill,
  place: { readonly id: string; readonly name: string },
): PatternText => {
  const parsed = parseSkill(skillFolder(skill));
  const pattern = buildPattern({
    id: place.id,
    patternName: place.name,
    category: parsed.category,
    subcategory: parsed.subcategory,
    tags: parsed.tags,
    patternData: parsed.patternData,
  });
  return {
    id: place.id,
    name: place.name,
    meaning: meaningText(pattern),
    words: weightedTexts(pattern, parsed.texts),
  };
};

/** The numbers of every pattern for one request, in the order of the patterns. */
export interface RequestNumbers {
  readonly cosine: Float32Array;
  /** Language-neutral; undefined for requests in Latin script. */
  readonly neutral: Float32Array | undefined;
  readonly lexical: Float32Array;
  readonly name: Float32Array;
}

/** The ranking's numbers, computed outside of the product over every pattern instead of the best of each half. */
export interface Replica {
  readonly ids: readonly string[];
  numbersOf(text: string, vector: Float32Array): RequestNumbers;
}

/** What {@link createReplica} needs. */
export interface ReplicaParts {
  readonly patterns: readonly PatternText[];
  /** Of the meaning texts, in their order. */
  readonly vectors: readonly Float32Array[];
  readonly table: WordTable;
  readonly model: EmbeddingModel;
}

/** The model's language-neutral form. @throws Error where it has none */
export const neutralOf = (model: EmbeddingModel): LanguageNeutral => {
  if (model.languageNeutral === undefined) throw new Error(`The model ${model.name} has no language-neutral data.`);
  return createLanguageNeutral(model.languageNeutral);
};

/** Prepares the patterns once, with the domain's own functions. */
export const createReplica = ({ patterns, vectors, table, model }: ReplicaParts): Replica => {
  const neutral = neutralOf(model);
  const documents = patterns.map(({ words }) => encodeTermFrequencies(countTerms(words)));
  const neutralVectors = vectors.map((vector, place) =>
    neutral.neutralPassage(vector, scriptGroup(patterns[place]?.meaning ?? '')),
  );
  return {
    ids: patterns.map(({ id }) => id),
    numbersOf: (text, vector) => {
      const request = prepareLexicalRequest(text, table);
      const isLatin = scriptGroup(text) === 'latin';
      const neutralRequest = isLatin ? undefined : neutral.neutralQuery(vector);
      return {
        cosine: Float32Array.from(vectors, (passage) => dotProduct(vector, passage)),
        neutral:
          neutralRequest &&
          Float32Array.from(neutralVectors, (passage) => neutral.neutralCosine(neutralRequest, passage)),
        lexical: Float32Array.from(documents, (document) => lexicalScore(request, document)),
        name: Float32Array.from(patterns, ({ name }) => nameMatch(name, request)),
      };
    },
  };
};

/** Scores of every pattern from its numbers. */
export type Formula = (numbers: RequestNumbers, place: number) => number;

/** The meaning half as the product takes it: language-neutral where the request is not in Latin script. */
export const meaningOf: Formula = ({ cosine, neutral }, place) => (neutral ?? cosine)[place] ?? 0;

/** Every score of a formula. */
export const scoresBy = (numbers: RequestNumbers, formula: Formula): Float64Array =>
  Float64Array.from(numbers.lexical, (_, place) => formula(numbers, place));
