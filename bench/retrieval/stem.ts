/** A step's endings with what stands for each, and what must hold of the stem before. */
interface Rule {
  readonly ending: string;
  readonly instead: string;
}

const isConsonant = (word: string, place: number): boolean => {
  const letter = word[place] ?? '';
  if (letter === 'y') return place === 0 || !isConsonant(word, place - 1);
  return !'aeiou'.includes(letter);
};

/** How often a vowel is followed by a consonant. */
const measure = (stem: string): number => {
  let count = 0;
  for (let place = 1; place < stem.length; place += 1) {
    if (isConsonant(stem, place) && !isConsonant(stem, place - 1)) count += 1;
  }
  return count;
};

const hasVowel = (stem: string): boolean => [...stem].some((_, place) => !isConsonant(stem, place));

const endsDouble = (word: string): boolean =>
  word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1);

const endsShort = (word: string): boolean => {
  const last = word.length - 1;
  return (
    last >= 2 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !'wxy'.includes(word[last] ?? '')
  );
};

const rules = (list: string): readonly Rule[] =>
  list.split(' ').map((pair) => {
    const [ending = '', instead = ''] = pair.split('>');
    return { ending, instead };
  });

const DOUBLE_ENDINGS = rules(
  'ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble logi>log',
);
const FURTHER_ENDINGS = rules('icate>ic ative> alize>al iciti>ic ical>ic ful> ness>');
const LAST_ENDINGS = rules(
  'ement> ment> ance> ence> able> ible> ant> ent> ism> ate> iti> ous> ive> ize> al> er> ic> ou>',
);

const applyFirst = (word: string, list: readonly Rule[], least: number): string => {
  const rule = list.find(({ ending }) => word.endsWith(ending));
  if (rule === undefined) return word;
  const stem = word.slice(0, -rule.ending.length);
  return measure(stem) > least ? stem + rule.instead : word;
};

const withoutPlural = (word: string): string => {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
};

const withoutTense = (word: string): string => {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = ['ed', 'ing'].find((candidate) => word.endsWith(candidate));
  const stem = ending === undefined ? word : word.slice(0, -ending.length);
  if (ending === undefined || !hasVowel(stem)) return word;
  if (['at', 'bl', 'iz'].some((candidate) => stem.endsWith(candidate))) return `${stem}e`;
  if (endsDouble(stem) && !'lsz'.includes(stem.at(-1) ?? '')) return stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
};

const withoutLast = (word: string): string => {
  const stem = word.slice(0, -3);
  if (word.endsWith('ion') && /[st]$/.test(stem)) return measure(stem) > 1 ? stem : word;
  return applyFirst(word, LAST_ENDINGS, 1);
};

const tidied = (word: string): string => {
  const stem = word.slice(0, -1);
  if (word.endsWith('e') && (measure(stem) > 1 || (measure(stem) === 1 && !endsShort(stem)))) return stem;
  return word.endsWith('ll') && measure(word) > 1 ? stem : word;
};

/** The stem of an English word in lower case (Porter 1980); other words come back as they are. */
export const stem = (word: string): string => {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  const present = withoutTense(withoutPlural(word));
  const plain = present.endsWith('y') && hasVowel(present.slice(0, -1)) ? `${present.slice(0, -1)}i` : present;
  return tidied(withoutLast(applyFirst(applyFirst(plain, DOUBLE_ENDINGS, 0), FURTHER_ENDINGS, 0)));
};
