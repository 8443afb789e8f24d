import type { ModelPreset } from './model-preset.ts';

/**
 * UTF-16 units that are kept for each token that the model reads. The tokeniser's pieces are shorter by far, so nothing
 * is lost that the model would have read, and a text of a megabyte costs no more than one of 8,192 units.
 */
const UNITS_A_TOKEN = 16;

/** The text as the model wants it: trimmed, cut to what the model can read, with the prefix of its kind. */
export function prepareText(
  preset: Pick<ModelPreset, 'queryPrefix' | 'passagePrefix' | 'maximumTokens'>,
  urgency: 'query' | 'passage',
  text: string,
): string {
  const prefix = urgency === 'query' ? preset.queryPrefix : preset.passagePrefix;
  // A cut may split a surrogate pair, and the tokeniser wants whole characters.
  return (
    prefix +
    text
      .trim()
      .slice(0, preset.maximumTokens * UNITS_A_TOKEN)
      .toWellFormed()
  );
}
