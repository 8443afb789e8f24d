import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { endOfRun, isOf, WORD_AND_DASH } from './characters.ts';
import { entropy, isPlaceholder, masked } from './placeholder.ts';
import { TOKEN_FORMATS, type TokenFormat } from './token-formats.ts';

const LEAST_ENTROPY = 3;

const isWords = (body: string): boolean => body.split(/[-_]/).every((part) => /^(?:[a-z]{1,20}|\d{1,4})$/i.test(part));

const looksReal = (format: TokenFormat, body: string): boolean =>
  entropy(body) >= (format.entropy ?? LEAST_ENTROPY) &&
  body.replaceAll(/[^0-9]/g, '').length >= (format.digits ?? 0) &&
  !isPlaceholder(body) &&
  !isWords(body);

/** Tokens that are known by their prefix. A run of characters is entered once, so that no text is read twice. */
export const tokenMatches: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  for (const format of TOKEN_FORMATS) {
    const [least, most] = format.length;
    for (const prefix of format.prefixes) {
      let from = 0;
      for (let at = visible.indexOf(prefix); at >= 0; at = visible.indexOf(prefix, from)) {
        const start = at + prefix.length;
        const end = endOfRun(format.body, visible, { from: start, limit: most + 1 });
        work.steps += 1 + end - at;
        from = Math.max(start, end);
        const length = end - start;
        if (length < least || length > most || isOf(WORD_AND_DASH, visible, at - 1)) continue;
        const body = visible.slice(start, end);
        if (!looksReal(format, body)) continue;
        matches.push({
          rule: { ruleId: `secret.${format.name}`, kind: 'secret', severity: 'error' },
          index: at,
          text: `Looks like ${format.what}: ${prefix}${masked(body)}`,
        });
      }
    }
  }
  return matches;
};
