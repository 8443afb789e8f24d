import type { Scanner } from '../scan-rule.ts';
import { assignedSecrets } from './assigned-secrets.ts';
import { jsonWebTokens } from './json-web-tokens.ts';
import { privateKeys } from './private-keys.ts';
import { tokenMatches } from './token-matches.ts';
import { urlPasswords } from './url-passwords.ts';

/** Secrets by their format. What is found as a known token is not told again as the value of a name. */
export const secretMatches: Scanner = (prepared, work) => {
  const known = [tokenMatches, jsonWebTokens, privateKeys, urlPasswords].flatMap((scan) => scan(prepared, work));
  const starts = known.map(({ index }) => index).toSorted((a, b) => a - b);
  let next = 0;
  const assigned = assignedSecrets(prepared, work).filter(({ index, end = index }) => {
    while ((starts[next] ?? Infinity) < index) next += 1;
    return (starts[next] ?? Infinity) >= end;
  });
  return [...known, ...assigned];
};
