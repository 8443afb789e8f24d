import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { INVISIBLE } from '../visible-text.ts';
import { type HiddenRun, hiddenRule } from './hidden-rules.ts';

const BLANK_BRAILLE = /\u2800/g;
const ANY_HIDDEN = new RegExp(`${INVISIBLE.source}|${BLANK_BRAILLE.source}`, 'gu');
const FEW = 12;
/** So far along its line a run looks for letters of its script. */
const AROUND = 120;

const characterBefore = (text: string, index: number): string => {
  const low = text.charCodeAt(index - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(index - 2, index) : text.slice(Math.max(0, index - 1), index);
};

const characterAt = (text: string, index: number): string => {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
};

const numbered = (characters: readonly string[]): string => {
  const numbers = [...new Set(characters)].map(
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return numbers.length > 3 ? `${numbers.slice(0, 3).join(', ')} and others` : numbers.join(', ');
};

const textOf = (what: string, { characters }: HiddenRun): string =>
  `${what} (${characters.length === 1 ? '' : `${characters.length}: `}${numbered(characters.slice(0, FEW))}).`;

/** Runs of characters that take no room, each judged by what stands around it. */
export const hiddenMatches: Scanner = ({ raw }, work) => {
  const runs: HiddenRun[] = [];
  let characters: string[] = [];
  let start = 0;
  let end = -1;
  const close = (): void => {
    if (characters.length === 0) return;
    runs.push({
      start,
      characters,
      before: characterBefore(raw, start),
      after: characterAt(raw, end),
      around: raw.slice(Math.max(0, start - AROUND), end + AROUND),
    });
    characters = [];
  };
  for (const { index, 0: character } of raw.matchAll(ANY_HIDDEN)) {
    work.steps += 1;
    if (index !== end) {
      close();
      start = index;
    }
    characters.push(character);
    end = index + character.length;
  }
  close();
  return runs.flatMap((run): readonly ScanMatch[] => {
    const found = hiddenRule(run);
    return found === undefined ? [] : [{ rule: found.rule, index: run.start, text: textOf(found.what, run) }];
  });
};
