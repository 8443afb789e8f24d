import type { ScanMatch } from '../scan-rule.ts';

/** Characters that take no room, directly after each other. */
export interface HiddenRun {
  /** Index of the first. */
  readonly start: number;
  readonly characters: readonly string[];
  /** The character before the run, empty at the text's start. */
  readonly before: string;
  readonly after: string;
  /** Some of the text around it. */
  readonly around: string;
}

interface HiddenRule {
  readonly rule: ScanMatch['rule'];
  readonly what: string;
  readonly holds: (run: HiddenRun) => boolean;
}

const TAG = /[\u{e0000}-\u{e007f}]/u;
const BLACK_FLAG = '\u{1f3f4}';
const LONGEST_FLAG = 8;
const OVERRIDE = /[\u202d\u202e]/;
const DIRECTION = /[\u202a-\u202c\u2066-\u2069]/;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const SELECTOR = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
const IDEOGRAPHIC_SELECTOR = /[\u{e0100}-\u{e01ef}]/u;
const HAN = /\p{Script=Han}/u;
const FILLER = /[\u115f\u1160\u2800\u3164\uffa0\u17b4\u17b5\ufff9-\ufffb\u{1bca0}-\u{1bca3}]/u;
const FILLED_SCRIPT = /[\p{Script=Hangul}\p{Script=Braille}\p{Script=Khmer}]/u;
const ALWAYS_FILLER = /[\u3164\uffa0\ufff9-\ufffb]/u;
const ZERO_WIDTH = /[\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]/;
/** Alone they are for hyphenation and for mixed directions; in a row they can carry bits. */
const MARK = /[\u00ad\u061c\u200e\u200f]/;
const WORD_CHARACTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;
/** Beside a joiner a letter of these scripts, or a picture, needs none of our suspicion. */
const PLAIN_NEIGHBOUR = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{N}\p{P}\s]/u;
const JOINER = /[\u200c\u200d]/;
const LONG = 3;

const some = (run: HiddenRun, characters: RegExp): boolean =>
  run.characters.some((character) => characters.test(character));

const isFlag = ({ before, characters }: HiddenRun): boolean =>
  before === BLACK_FLAG && characters.length <= LONGEST_FLAG && characters.at(-1) === '\u{e007f}';

const rule = (name: string, severity: 'warning' | 'error'): ScanMatch['rule'] => ({
  ruleId: `hidden.${name}`,
  kind: 'hidden_unicode',
  severity,
});

const needsJoiner = ({ before, after, characters }: HiddenRun): boolean =>
  characters.every((character) => JOINER.test(character) || SELECTOR.test(character)) &&
  (!PLAIN_NEIGHBOUR.test(before || ' ') || !PLAIN_NEIGHBOUR.test(after || ' '));

const RULES: readonly HiddenRule[] = [
  {
    rule: rule('tag-characters', 'error'),
    what: 'Unicode tags, which spell a text that no reader sees',
    holds: (run) => some(run, TAG) && !isFlag(run),
  },
  {
    rule: rule('bidi-control', 'error'),
    what: 'Controls of direction, which show a text in another order than it is read by a program',
    holds: (run) => some(run, OVERRIDE) || (some(run, DIRECTION) && !RIGHT_TO_LEFT.test(run.around)),
  },
  {
    rule: rule('variation-selectors', 'error'),
    what: 'Variation selectors that select nothing and can carry bytes',
    holds: (run) =>
      run.characters.filter((character) => SELECTOR.test(character)).length > 1 ||
      (some(run, IDEOGRAPHIC_SELECTOR) && !HAN.test(run.before)),
  },
  {
    rule: rule('filler', 'warning'),
    what: 'Letters that are blank',
    holds: (run) => some(run, FILLER) && (some(run, ALWAYS_FILLER) || !FILLED_SCRIPT.test(run.before + run.after)),
  },
  {
    rule: rule('zero-width', 'warning'),
    what: 'Characters without width that split a word or stand in a row',
    holds: (run) => {
      if (needsJoiner(run)) return run.characters.length > LONG;
      const splits = some(run, ZERO_WIDTH) && WORD_CHARACTER.test(run.before) && WORD_CHARACTER.test(run.after);
      return splits || run.characters.filter((one) => ZERO_WIDTH.test(one) || MARK.test(one)).length >= LONG;
    },
  },
];

/** The rule that a run breaks, the gravest first; undefined for what writing needs. */
export const hiddenRule = (run: HiddenRun): Pick<HiddenRule, 'rule' | 'what'> | undefined =>
  RULES.find(({ holds }) => holds(run));
