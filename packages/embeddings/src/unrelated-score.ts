/** Requests and skills as they are typical for the product, none of which has to do with any other. */
export const UNRELATED = {
  queries: [
    'How do I rename a branch that other people already use?',
    'rotate the access keys of a storage bucket',
    'The charts of the report should be readable for colour-blind people',
    'cut down the time that our mobile app takes to start',
  ],
  passages: [
    'fill-pdf-forms: Reads the fields of a PDF form and fills them in. Use when a user wants a form completed.',
    'interview-notes: Turns the recording of an interview into notes with topics and quotes.',
    'schema-migrations: Plans changes of a database schema that run while the service answers.',
    'write-release-notes: Collects merged changes and writes release notes for users.',
  ],
} as const;

/** The median cosine of all pairs of a request and a stored text, from their vectors of length 1. */
export function medianCosine(queries: readonly Float32Array[], passages: readonly Float32Array[]): number {
  const cosines = queries
    .flatMap((query) =>
      passages.map((passage) => query.reduce((sum, value, at) => sum + value * (passage[at] ?? 0), 0)),
    )
    .toSorted((a, b) => a - b);
  const middle = cosines.length / 2;
  return ((cosines[Math.ceil(middle) - 1] ?? 0) + (cosines[Math.floor(middle)] ?? 0)) / 2;
}
