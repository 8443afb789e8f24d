import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { indexPhrases, phraseEnd } from './phrase.ts';
import { PHRASE_RULES } from './phrases.ts';
import { wordsOf } from './words.ts';

const AGENT = 'ai|agent|agents|assistant|claude|llm|model|copilot|chatgpt|gpt|gemini|codex|cursor|bot';
const DEEDS =
  'ignore|run|execute|send|read|post|upload|fetch|download|curl|install|delete|reveal|exfiltrate|include|append|add|insert|always|never|do_not|secretly|silently|disregard';

/** Only within a comment, which a reader of the page does not see. */
const TO_THE_AGENT = indexPhrases([
  [`${AGENT} ~1 must|should|please|shall|has_to|you_must|you_should|needs_to ~2 ${DEEDS}`, true],
  [`note|message|instruction|instructions|attention|dear ~1 to|for ~1 the|any|all|dear ~1 ${AGENT} ~6 ${DEEDS}`, true],
  [`${AGENT} you_must|you_should|please|ignore|execute|run|send|secretly|silently`, true],
  [`if_you_are|if_you_re|when_you ~2 an|a|the ~1 ${AGENT} ~6 ${DEEDS}`, true],
  ['you_must|you_should ~2 secretly|silently|exfiltrate|curl|execute|upload', true],
  ['secretly|silently send|run|execute|upload|add|insert|append|fetch|curl|post', true],
  ...PHRASE_RULES.flatMap(({ phrases }) => phrases.map((phrase): readonly [string, true] => [phrase, true])),
]);

const HTML = ['<!--', '-->'] as const;
const REFERENCE = ['[//]: #', '\n'] as const;

const speaksToTheAgent = (comment: string, work: { steps: number }): boolean => {
  const words = wordsOf(comment);
  return words.some(({ text }, at) =>
    (TO_THE_AGENT.byFirstWord.get(text) ?? []).some(
      ({ phrase }) => phraseEnd(words, { phrase, at, work }) !== undefined,
    ),
  );
};

/** Comments of Markdown and HTML that tell the agent what to do, unseen by the reader of the page. */
export const hiddenComments: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  for (const [opening, closing] of [HTML, REFERENCE]) {
    let from = 0;
    for (let at = visible.indexOf(opening); at >= 0; at = visible.indexOf(opening, from)) {
      const closed = visible.indexOf(closing, at + opening.length);
      const end = closed < 0 ? visible.length : closed;
      from = end;
      work.steps += end - at;
      if (!speaksToTheAgent(visible.slice(at + opening.length, end), work)) continue;
      matches.push({
        rule: { ruleId: 'injection.hidden-comment', kind: 'injection', severity: 'error' },
        index: at,
        text: 'A comment that a reader of the page does not see tells the agent what to do.',
      });
    }
  }
  return matches;
};
