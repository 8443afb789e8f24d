import type { ScanMatch, Scanner } from '../scan-rule.ts';
import { characterKinds, entropy, isPlaceholder, masked } from './placeholder.ts';

/** Ends of a name whose value is a secret. Bounded, so that no text is read twice. */
const ASSIGNMENT =
  /(passw(?:or)?d|passphrase|pwd|secret|(?<!(?:page|next|continuation|sync|resume|cursor|delta)[_-]?)token|(?:api|access|secret|private|auth|encryption|signing|account|subscription)[_-]?key)["'`]{0,2}[ \t]{0,8}(?:=>|:=|=|:)[ \t]{0,8}(["'`]?)([^\s"'`,;]{8,200})(["'`]?)/gi;
/** Ends a value without quotes, as YAML and settings have them. */
const LINE_END = /^[ \t]{0,8}(?:\r?\n|$)/;
const LONGEST_LINE_END = 10;
const ENVIRONMENT = /[A-Z]$/;
/** Values that are an address, a path, a call, a member of something or the hash of a file. */
const REFERENCE =
  /:\/\/|^[./~@&]|\(|^0x|\.(?:env|get|value|key|secret|(?<!(?:page|next|continuation|sync|resume|cursor|delta)[_-]?)token|json|pem|txt|ya?ml)\b|^(?:sha\d{3}|md5|op|vault|arn|projects|process|os|env|secrets|config|pass|bcrypt):?|\w\.\w{1,30}\.\w/i;
const WORDS = /^[a-z]{2,15}(?:[_-][a-z0-9]{1,15}){1,20}$/i;
const LONG = 20;
const LEAST_ENTROPY_OF_KEY = 3.5;
const LEAST_PASSWORD = 10;
const LEAST_ENTROPY_OF_PASSWORD = 3;

const isKey = (value: string): boolean =>
  value.length >= LONG &&
  /[0-9].{0,200}[0-9]/.test(value) &&
  /[a-z]/i.test(value) &&
  entropy(value) >= LEAST_ENTROPY_OF_KEY;

const isPassword = (value: string): boolean =>
  value.length >= LEAST_PASSWORD && characterKinds(value) >= 3 && entropy(value) >= LEAST_ENTROPY_OF_PASSWORD;

/** Values of high entropy that are given to a name such as `password` or `API_KEY`, quoted, alone to the end of the line, or in an environment file. */
export const assignedSecrets: Scanner = ({ visible }, work) => {
  const matches: ScanMatch[] = [];
  for (const { index, 0: whole, 1: name = '', 2: open, 3: value = '', 4: close } of visible.matchAll(ASSIGNMENT)) {
    work.steps += value.length;
    const isQuoted = open !== '' && open === close;
    const end = index + whole.length;
    const isAlone = open === '' && LINE_END.test(visible.slice(end, end + LONGEST_LINE_END));
    if (!isQuoted && !isAlone && !ENVIRONMENT.test(name)) continue;
    if (isPlaceholder(value) || REFERENCE.test(value) || WORDS.test(value)) continue;
    if (!isKey(value) && !(/^p/i.test(name) && (isQuoted || isAlone) && isPassword(value))) continue;
    matches.push({
      rule: { ruleId: 'secret.assigned', kind: 'secret', severity: 'warning' },
      index,
      end,
      text: `A ${name.toLowerCase()} is given a value that looks real: ${masked(value)}`,
    });
  }
  return matches;
};
