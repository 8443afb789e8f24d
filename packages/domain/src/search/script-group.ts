/** The script that decides how a text is treated by meaning; `latin` stands for every script but the other three. */
export type ScriptGroup = 'latin' | 'kana' | 'han' | 'hangul';

/** Each group, in a fixed order. */
export const SCRIPT_GROUPS = ['latin', 'kana', 'han', 'hangul'] as const satisfies readonly ScriptGroup[];

const LEAST_SHARE = 0.15;
const MOST_STRAY_LETTERS = 3;

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const HAN = /\p{Script=Han}/u;
const HANGUL = /\p{Script=Hangul}/u;

/**
 * The script group of a text. Kana, han and hangul together must make up more than 15 % of its characters; then it is
 * kana with more than three kana, hangul with more than three hangul, else han. The rule belongs to the
 * language-neutral data of the bundled model, which was made with it.
 */
export function scriptGroup(text: string): ScriptGroup {
  let characters = 0;
  let kana = 0;
  let han = 0;
  let hangul = 0;
  for (const character of text) {
    characters += 1;
    if (character < '\u1100') continue;
    if (KANA.test(character)) kana += 1;
    else if (HAN.test(character)) han += 1;
    else if (HANGUL.test(character)) hangul += 1;
  }
  if (kana + han + hangul <= LEAST_SHARE * characters) return 'latin';
  if (kana > MOST_STRAY_LETTERS) return 'kana';
  if (hangul > MOST_STRAY_LETTERS) return 'hangul';
  return 'han';
}
