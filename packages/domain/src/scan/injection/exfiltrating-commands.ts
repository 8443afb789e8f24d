import type { ScanMatch, Scanner } from '../scan-rule.ts';

const SENDER = '\\b(?:curl|wget|nc|ncat|iwr|irm|invoke-webrequest|invoke-restmethod)\\b';
const PRIVATE =
  '(?:\\.ssh\\/|\\.aws\\/credentials|\\.netrc\\b|\\.npmrc\\b|\\.kube\\/config|\\.gnupg\\/|\\.docker\\/config|\\bid_rsa\\b|\\bid_ed25519\\b|\\/etc\\/shadow|[\\s@"\'\\/]\\.env\\b)';
const PATTERNS = [
  new RegExp(
    `${SENDER}.{0,300}(?:\\$\\((?:cat|base64|env|printenv|<)|\`(?:cat|base64)|[=\\s"']@|<|\\s-t\\s|--upload-file)[^|;)]{0,80}${PRIVATE}`,
  ),
  new RegExp(`${SENDER}.{0,300}\\$\\((?:env|printenv|set)(?:\\s{0,4}\\||\\))`),
  new RegExp(`(?:cat|base64|tar)\\b[^|;]{0,120}${PRIVATE}[^|;]{0,60}\\|(?:[^|;]{1,60}\\|)?\\s{0,4}${SENDER}`),
  new RegExp(`(?:^|[\\s\`"'(;&])(?:env|printenv)\\s{0,4}\\|(?:[^|;]{1,60}\\|)?\\s{0,4}${SENDER}`),
] as const;
const OF_INTEREST = /curl|wget|\bnc(?:at)?\b|\b(?:iwr|irm)\b|invoke-/i;

/** Commands that send keys, credentials or the whole environment over the network. */
export const exfiltratingCommands: Scanner = ({ commandLines }, work) =>
  commandLines
    .filter(({ text }) => OF_INTEREST.test(text))
    .flatMap(({ index, text }): readonly ScanMatch[] => {
      const lower = text.toLowerCase();
      work.steps += lower.length;
      if (!PATTERNS.some((pattern) => pattern.test(lower))) return [];
      return [
        {
          rule: { ruleId: 'injection.exfiltrate', kind: 'injection', severity: 'error' },
          index,
          text: 'A command that sends keys, credentials or the environment over the network.',
        },
      ];
    });
