/** A rate or score with two digits, as 0.87. */
export const scoreText = (score: number): string => score.toFixed(2);

const PLURAL_RULES = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** A place in a ranking, as 1st. */
export const ordinalText = (place: number): string => `${place}${SUFFIXES[PLURAL_RULES.select(place)]}`;

/** A number with its noun, as "1 pattern" and "2 patterns". */
export const countText = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
