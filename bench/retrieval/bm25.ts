/** A text of a document and how many times it counts. */
export interface CountedText {
  readonly text: string;
  readonly times: number;
}

/** A searchable collection that knows its own word statistics. */
export interface Bm25 {
  /** The score of each document for a request, in their order, as a share of a perfect match: 0–1. */
  score(request: string): Float64Array;
}

const SATURATION = 1.2;
const LENGTH_INFLUENCE = 0.75;

const WORD_OR_RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]]+/gv;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;

/** The baseline's terms: runs of letters and digits in lower case, and pairs of characters where words have no spaces. */
export const plainTerms = (text: string): string[] => {
  const runs = text.normalize('NFKC').toLowerCase().match(WORD_OR_RUN) ?? [];
  return runs.flatMap((run) => {
    if (!UNSPACED.test(run)) return [run];
    const characters = [...run];
    return characters.length === 1
      ? [run]
      : characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
};

interface Posting {
  readonly document: number;
  readonly count: number;
}

/** Counts the documents and their words. `terms` splits documents and requests alike. */
export const createBm25 = (
  documents: readonly (readonly CountedText[])[],
  terms: (text: string) => readonly string[],
): Bm25 => {
  const postings = new Map<string, Posting[]>();
  const lengths = documents.map((texts, document) => {
    const counts = new Map<string, number>();
    let length = 0;
    for (const { text, times } of texts) {
      for (const term of terms(text)) {
        counts.set(term, (counts.get(term) ?? 0) + times);
        length += times;
      }
    }
    for (const [term, count] of counts) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [{ document, count }]);
      else list.push({ document, count });
    }
    return length;
  });
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const damping = lengths.map(
    (length) => SATURATION * (1 - LENGTH_INFLUENCE + (LENGTH_INFLUENCE * length) / averageLength),
  );

  return {
    score: (request) => {
      const scores = new Float64Array(documents.length);
      let perfect = 0;
      for (const term of new Set(terms(request))) {
        const list = postings.get(term) ?? [];
        const weight = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
        perfect += weight * (SATURATION + 1);
        for (const { document, count } of list) {
          scores[document] =
            (scores[document] ?? 0) + (weight * count * (SATURATION + 1)) / (count + (damping[document] ?? 1));
        }
      }
      return perfect === 0 ? scores : scores.map((score) => score / perfect);
    },
  };
};

/** The places of the highest scores, best first; those of one score in their order. */
export const bestPlaces = (scores: ArrayLike<number>, count: number): readonly number[] =>
  Array.from({ length: scores.length }, (_, place) => place)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, count);
