import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { BASE64, endOfRun } from './characters.ts';
import { entropy } from './placeholder.ts';

const BEGIN = '-----BEGIN ';
const LABEL = /^[A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----/;
const LONGEST_LABEL = 60;
/** Between the header and the key: line ends, real or written `\n`, quotes, indentation. */
const BETWEEN = /^(?:\\[nr]|[\s"'>+|#]){0,40}/;
const LONGEST_BETWEEN = 80;
const LEAST_KEY = 40;
const LEAST_ENTROPY = 3.5;

/** Private keys in PEM, those within the JSON of a service account too; a header without a key is none. */
export const privateKeys: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  for (let at = visible.indexOf(BEGIN); at >= 0; at = visible.indexOf(BEGIN, at + BEGIN.length)) {
    work.steps += 1;
    const label = LABEL.exec(visible.slice(at + BEGIN.length, at + BEGIN.length + LONGEST_LABEL))?.[0];
    if (label === undefined) continue;
    const headerEnd = at + BEGIN.length + label.length;
    const skipped = BETWEEN.exec(visible.slice(headerEnd, headerEnd + LONGEST_BETWEEN))?.[0].length ?? 0;
    const start = headerEnd + skipped;
    const end = endOfRun(BASE64, visible, { from: start, limit: 80 });
    work.steps += end - at;
    if (end - start < LEAST_KEY || entropy(visible.slice(start, end)) < LEAST_ENTROPY) continue;
    matches.push({
      rule: { ruleId: 'secret.private-key', kind: 'secret', severity: 'error' },
      index: at,
      text: `Holds a private key: ${BEGIN}${label}`,
    });
  }
  return matches;
};
