/** Characters that take no room: soft hyphens, joiners, marks of direction, variation selectors, tags, fillers. */
export const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]|[\u180b-\u180d]|\u180f|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|\u034f/gu;

/** Full-width, mathematical and circled letters and digits: the plain ones in another dress. */
const DRESSED = /[\uff01-\uff5e\u2460-\u24ff\u{1d400}-\u{1d7ff}\u{1f130}-\u{1f189}]/gu;

const FOREIGN = 'аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЅЈονıιΑΒΕΗΙΚΜΝΟΡΤΧ';
const LATIN = 'aeopcyxijsdhqwABEKMHOPCTXISJoviiABEHIKMNOPTX';
const LOOK_ALIKES = new Map([...FOREIGN].map((character, at) => [character, LATIN.charAt(at)]));
const LOOK_ALIKE = new RegExp(`[${FOREIGN}]`, 'g');
const BESIDE_LATIN = /[a-z]/i;

const isPlain = (text: string): boolean => !/[^ -~\t\r\n]/.test(text);

const besideLatin = (text: string, index: number): boolean =>
  BESIDE_LATIN.test(text.slice(Math.max(0, index - 2), index + 3));

/**
 * A text as a reader sees it: without what takes no room, letters in plain dress, Cyrillic and Greek look-alikes among
 * Latin letters as Latin. Its lines are those of the original.
 */
export const visibleText = (text: string): string =>
  isPlain(text)
    ? text
    : text
        .replace(INVISIBLE, '')
        .replace(DRESSED, (character) => character.normalize('NFKC'))
        .replace(LOOK_ALIKE, (character, index: number, whole: string) =>
          besideLatin(whole, index) ? (LOOK_ALIKES.get(character) ?? character) : character,
        );
