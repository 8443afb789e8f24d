import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { characterSet, endOfRun } from './characters.ts';
import { characterKinds, entropy, isPlaceholder } from './placeholder.ts';

const NAME = characterSet('A-Za-z0-9._%+-');
const PASSWORD = characterSet('A-Za-z0-9._%+!~^&*=#-');
const HOST = characterSet('A-Za-z0-9.-');
const LONGEST = 200;
const LEAST_PASSWORD = 8;
const LEAST_ENTROPY = 2.5;
const SCHEME = '://';
/** Machines of a document, not of the world. */
const NO_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|host|db$|example|test\.)|example\.(?:com|org|net)$|\.(?:example|test|invalid)$|^$/;

/** Passwords within the addresses of real machines: `scheme://name:password@host`. */
export const urlPasswords: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  for (let at = visible.indexOf(SCHEME); at >= 0; at = visible.indexOf(SCHEME, at + SCHEME.length)) {
    const start = at + SCHEME.length;
    const nameEnd = endOfRun(NAME, visible, { from: start, limit: LONGEST });
    work.steps += 1 + nameEnd - at;
    if (visible[nameEnd] !== ':') continue;
    const passwordEnd = endOfRun(PASSWORD, visible, { from: nameEnd + 1, limit: LONGEST });
    work.steps += passwordEnd - nameEnd;
    if (visible[passwordEnd] !== '@') continue;
    const [name, password] = [visible.slice(start, nameEnd), visible.slice(nameEnd + 1, passwordEnd)];
    const host = visible.slice(passwordEnd + 1, endOfRun(HOST, visible, { from: passwordEnd + 1, limit: LONGEST }));
    if (password.length < LEAST_PASSWORD || entropy(password) < LEAST_ENTROPY || characterKinds(password) < 2) continue;
    if (isPlaceholder(password) || password.startsWith(name) || NO_HOST.test(host.toLowerCase())) continue;
    matches.push({
      rule: { ruleId: 'secret.url-password', kind: 'secret', severity: 'error' },
      index: at,
      text: `An address holds the password of a user at ${host}.`,
    });
  }
  return matches;
};
