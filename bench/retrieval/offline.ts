import { createEmbedder } from '@tmws/embeddings';
import { type EmbeddingModel, loadWordTable } from '@tmws/engine';
import type { Answers } from './ask.ts';
import type { BenchRequest, LibrarySkill } from './data-set.ts';
import { embedPassages, embedRequests } from './embed-texts.ts';
import { fullFormula } from './formulas.ts';
import { createReplica, type PatternText, patternTextOf, type Replica, type RequestNumbers } from './replica.ts';

/** Everything that is computed outside of the product. */
export interface Offline {
  readonly model: EmbeddingModel;
  readonly patterns: readonly PatternText[];
  readonly replica: Replica;
  /** Of each request. */
  readonly numbers: readonly RequestNumbers[];
  /** Of each request, with the vectors of the head of each text; undefined: not asked for. */
  readonly headNumbers: readonly RequestNumbers[] | undefined;
}

/** What {@link computeOffline} needs. */
export interface OfflineParts {
  readonly dataDir: string;
  readonly library: readonly { readonly skill: LibrarySkill; readonly patternId: string }[];
  readonly names: Readonly<Record<string, string>>;
  readonly requests: readonly BenchRequest[];
  readonly heads: 'with-heads' | 'without-heads';
}

/** About 256 tokens, as the second vector was measured at first. */
const HEAD_CHARACTERS = 1_000;

/** Embeds the library and the requests, and prepares every number of the ranking, over all pairs. */
export const computeOffline = async (parts: OfflineParts): Promise<Offline> => {
  const patterns = parts.library.map(({ skill, patternId }) =>
    patternTextOf(skill, { id: patternId, name: parts.names[patternId] ?? skill.name }),
  );
  const embedder = await createEmbedder({ modelDirs: [] });
  try {
    await embedder.whenReady(new AbortController().signal);
    const table = await loadWordTable();
    const { model } = embedder;
    const meanings = patterns.map(({ meaning }) => meaning);
    const embedded = await embedPassages(embedder, meanings, parts.dataDir);
    const texts = parts.requests.map(({ text }) => text);
    const requestVectors = await embedRequests(embedder, texts);
    const numbersWith = (vectors: readonly Float32Array[]): { replica: Replica; numbers: RequestNumbers[] } => {
      const replica = createReplica({ patterns, vectors, table, model });
      const numbers = texts.map((text, place) => replica.numbersOf(text, requestVectors[place] ?? new Float32Array()));
      return { replica, numbers };
    };
    const { replica, numbers } = numbersWith(embedded);
    let headNumbers: readonly RequestNumbers[] | undefined;
    if (parts.heads === 'with-heads') {
      const heads = parts.library.map(({ skill }) => skillHead(skill));
      const vectors = await embedPassages(embedder, heads, parts.dataDir);
      headNumbers = numbersWith(vectors).numbers;
    }
    return { model, patterns, replica, numbers, headNumbers };
  } finally {
    await embedder.close();
  }
};

const skillHead = (skill: LibrarySkill): string =>
  `${skill.name}: ${skill.description}\n${skill.body}`.slice(0, HEAD_CHARACTERS).toWellFormed();

/** How far the product's scores lie from those computed outside of it. */
export interface Agreement {
  readonly hits: number;
  /** Hits whose fused score differs by more than 0.0001. */
  readonly differing: number;
  readonly largest: number;
}

const DIFFERENCE = 1e-4;

/** Compares the fused score of every hit of the default search with the one computed outside of the product. */
export const compareScores = (offline: Offline, answers: readonly Answers[]): Agreement => {
  const places = new Map(offline.replica.ids.map((id, place) => [id, place]));
  const differences = answers.flatMap(({ hybrid }, request) =>
    hybrid.map(({ patternId, fused }) => {
      const numbers = offline.numbers[request];
      const place = places.get(patternId);
      return numbers === undefined || place === undefined ? 1 : Math.abs(fullFormula(numbers, place) - fused);
    }),
  );
  return {
    hits: differences.length,
    differing: differences.filter((difference) => difference > DIFFERENCE).length,
    largest: differences.reduce((largest, difference) => Math.max(largest, difference), 0),
  };
};
