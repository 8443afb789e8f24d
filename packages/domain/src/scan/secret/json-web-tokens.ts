import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { endOfRun, isOf, TOKEN } from './characters.ts';
import { isPlaceholder } from './placeholder.ts';

const HEAD = 'eyJ';
const LONGEST = 8_192;
const LEAST_PAYLOAD = 20;
const LEAST_SIGNATURE = 20;
/** The token that everyone shows. */
const WELL_KNOWN = /1234567890|john doe/i;

const decoded = (part: string): string => {
  try {
    return atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
};

const isReal = (parts: readonly string[]): boolean => {
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || payload.length < LEAST_PAYLOAD || signature.length < LEAST_SIGNATURE) return false;
  if (!payload.startsWith(HEAD) || isPlaceholder(signature)) return false;
  return decoded(head).includes('"alg"') && !WELL_KNOWN.test(decoded(payload));
};

/** Signed JSON Web Tokens (RFC 7519), but for the one that every introduction shows. */
export const jsonWebTokens: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  let from = 0;
  for (let at = visible.indexOf(HEAD); at >= 0; at = visible.indexOf(HEAD, from)) {
    const end = endOfRun(TOKEN, visible, { from: at, limit: LONGEST });
    work.steps += end - at;
    from = Math.max(end, at + HEAD.length);
    if (isOf(TOKEN, visible, at - 1) || !isReal(visible.slice(at, end).split('.'))) continue;
    matches.push({
      rule: { ruleId: 'secret.json-web-token', kind: 'secret', severity: 'error' },
      index: at,
      text: `Looks like a signed JSON Web Token of ${end - at} characters.`,
    });
  }
  return matches;
};
