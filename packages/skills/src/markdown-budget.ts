import type { Data } from 'unified';

type MicromarkExtension = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<MicromarkExtension['document']>[string], readonly unknown[] | undefined>;

/** Thrown by the Markdown parser when a text would take it too long. */
export class MarkdownBudgetError extends Error {
  override readonly name = 'MarkdownBudgetError';
}

/**
 * Work that one text may cost, in units of about 50 ns. The most involved of 1,464 real skills costs 3 million; texts
 * made to be slow take about a second before they reach it.
 */
const BUDGET = 20_000_000;

/** What each attempt to open a list or a quote costs, and with it each line. */
const ATTEMPT_COST = 1_000;

/** What it costs for each column before it, which lists and quotes take up that are open already. */
const COLUMN_COST = 100;

/** So many of them on one line cost no more; beyond, closing them costs the number of all events before. */
const CHEAP_ATTEMPTS = 4;

/** More of them on one line are refused: the parser recurses with each. */
const MOST_ATTEMPTS = 32;

/** What each `-` or `*` costs for each character that could make its line a thematic break, which is read to the end. */
const RULE_COST = 20;

const CONTAINER_MARKERS = [...'*+-0123456789>'];
const RULE_MARKERS = ['*', '-'];
const UNDERLINE_MARKERS = ['-', '='];

/**
 * Inline constructs and tables: they hold no heading, list or fence, and some are quadratic. `taskListCheck` stays,
 * which takes the box off an entry.
 */
const NOT_READ = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'definition',
  'emailAutolink',
  'gfmFootnoteCall',
  'gfmFootnoteDefinition',
  'gfmPotentialFootnoteCall',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
  'protocolAutolink',
  'strikethrough',
  'table',
  'wwwAutolink',
];

const isRuleCharacter = (unit: number): boolean =>
  unit === 0x2d || unit === 0x2a || unit === 0x5f || unit === 0x20 || unit === 0x09;

/** The longest run of characters of which thematic breaks consist. */
const longestRule = (text: string): number => {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at += 1) {
    run = isRuleCharacter(text.charCodeAt(at)) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

const codeOf = (marker: string): string => String(marker.charCodeAt(0));

/**
 * An extension of the Markdown parser for one text: reads blocks only, and ends in a {@link MarkdownBudgetError} what
 * would take seconds. The parser cannot be interrupted from outside and is quadratic in nested lists, in headings that
 * are underlined, and in lines of list markers; the same text always costs the same.
 */
export const markdownBudget = (text: string): MicromarkExtension => {
  const ruleCost = longestRule(text) * RULE_COST;
  let spent = 0;
  let line = 0;
  let attempts = 0;
  const spend = (cost: number): void => {
    spent += cost;
    if (spent > BUDGET) throw new MarkdownBudgetError('The Markdown is too involved.');
  };
  const container: Construct = {
    tokenize(_effects, _ok, nok) {
      const now = this.now();
      attempts = now.line === line ? attempts + 1 : 1;
      line = now.line;
      if (attempts > MOST_ATTEMPTS) throw new MarkdownBudgetError('The Markdown is nested too deeply.');
      spend(ATTEMPT_COST + now.column * COLUMN_COST + Math.max(0, attempts - CHEAP_ATTEMPTS) * this.events.length);
      return nok;
    },
  };
  const rule: Construct = {
    tokenize(_effects, _ok, nok) {
      spend(ruleCost);
      return nok;
    },
  };
  const underline: Construct = {
    tokenize(_effects, _ok, nok) {
      spend(this.events.length);
      return nok;
    },
  };
  return {
    disable: { null: NOT_READ },
    document: {
      ...Object.fromEntries(
        CONTAINER_MARKERS.map((marker) => [
          codeOf(marker),
          RULE_MARKERS.includes(marker) ? [container, rule] : container,
        ]),
      ),
      null: container,
    },
    flow: Object.fromEntries(UNDERLINE_MARKERS.map((marker) => [codeOf(marker), underline])),
  };
};
