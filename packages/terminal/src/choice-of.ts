import type { ParserFlag } from './create-parser.ts';

const lower = (given: unknown): unknown => {
  if (Array.isArray(given)) return given.map(lower);
  return typeof given === 'string' ? given.toLowerCase() : given;
};

/** What makes a flag take one of these words, which are in lower case, however the case is typed. */
export const choiceOf = (words: readonly string[]): Pick<ParserFlag, 'choices' | 'coerce'> => ({
  choices: [...words],
  coerce: lower,
});
