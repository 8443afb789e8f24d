/** More characters of a description are not searched. */
const LONGEST = 4_096;

/** Where a sentence ends, or a clause that could be one: "…; use when", "… — invoke when". */
const BETWEEN_SENTENCES =
  /(?<=[.!?]["')\]]?)\s+(?=\P{Ll})|(?<=[。！？])|\n[ \t]*(?=[-*•\n])|(?:;|\s[—–-])\s+(?=(?:use|invoke|activate|trigger)\b)/giu;

/** How sentences begin that say when a skill is to be used, in English, Portuguese, Spanish and German. */
const BEGINNING = new RegExp(
  `^[-*•\\s]*(?:(?:also|only|always)\\s+)?(?:${[
    '(?:use|used|invoke|activates?|auto-?activates?|triggers?|apply|applies|load|consult)(?:\\s+(?:it|this|these|skill|proactively|automatically|only))*\\s*:?\\s*\\b(?:when|whenever|if|for|before|after|on|to|during|while|instead)\\b',
    '(?:run|call)(?:\\s+(?:it|this|skill))*\\s+(?:when|whenever|if|before|after)\\b',
    'use\\s+this\\s+skill\\b',
    'activates?\\s+in\\b',
    'triggers?(?:\\s+\\w+)?\\s*[:—–]',
    'this\\s+skill\\s+(?:should|must|can)\\s+be\\s+(?:used|invoked|activated)\\b',
    '(?:when|whenever|if)\\s+(?:(?:the|a)\\s+)?(?:users?|you|claude|working|asked)\\b',
    'when\\s+to\\s+use\\b',
    '(?:ideal|best|perfect)\\s+for\\b',
    'usar?\\s+(?:quando|cuando)\\b',
    'verwende\\w*\\b.*\\bwenn\\b',
  ].join('|')})`,
  'isu',
);

/** What such sentences hold in Japanese, Chinese and Korean, and English ones that name the occasion at their end. */
const ANYWHERE =
  /(?:時|とき|際|場合)に?は?[^。]{0,12}(?:使用|使う|利用|起動|発動|適用)|に使用(?:する|します)?(?:。|$)|トリガー|时(?:使用|调用|触发|激活)|使用(?:场景|时机)|触发(?:词|条件|场景|短语)|适用于|當.{1,40}時|当.{1,40}时|할\s?때|경우에?\s?사용|시\s?(?:자동\s?)?(?:사용|활성화|호출)|트리거|\bshould be used (?:when|for|whenever)\b|\bused when\b/u;

const NOT_TO_USE = /^[-*•\s]*(?:do\s+not|don['’]t|not|never|avoid)\b/iu;

const isOccasion = (sentence: string): boolean =>
  !NOT_TO_USE.test(sentence) && (BEGINNING.test(sentence) || ANYWHERE.test(sentence));

/**
 * The part of a description that says when the skill is to be used: the first sentence of the kind and those that follow
 * it, as written. Empty where the description does not say.
 */
export const occasionIn = (description: string): string => {
  const text = description.slice(0, LONGEST).toWellFormed();
  const starts = [0, ...Array.from(text.matchAll(BETWEEN_SENTENCES), ({ index, 0: gap }) => index + gap.length)];
  const sentences = starts.map((start, index) => ({ start, text: text.slice(start, starts[index + 1]) }));
  const first = sentences.findIndex((sentence) => isOccasion(sentence.text));
  if (first < 0) return '';
  const after = sentences.findIndex((sentence, index) => index > first && !isOccasion(sentence.text));
  return text.slice(sentences[first]?.start, sentences[after]?.start).trim();
};
