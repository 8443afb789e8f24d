import type { ScanMatch, Scanner, ScanWork } from '../scan-rule.ts';
import { addressesOf, isExample } from './address.ts';
import type { CommandLine } from './command-lines.ts';
import { fetchesThenRuns } from './fetch-then-run.ts';
import { LINE_RULES } from './line-rules.ts';
import { isDecoder, isInterpreter, isLoader } from './pipeline.ts';
import { isTrustedInstaller } from './trusted-installers.ts';

const OF_INTEREST =
  /curl|wget|aria2c|lynx|\b(?:iwr|irm|iex)\b|invoke-|download(?:string|data)|urlopen|urlretrieve|requests\.get|httpx\.get|fetch\s?\(|base64|base32|b64decode|atob|openssl|xxd|-e(?:nc|ncodedcommand|c)? |mshta|regsvr32|rundll32|(?:install|add|\bi) /i;
/** Ends of a command, and of the code that holds it. */
const SEPARATORS = /;|&&|\|\||`|\\n/;
const AFTER = 300;

const match = (name: string, severity: 'warning' | 'error', rest: { index: number; text: string }): ScanMatch => ({
  rule: { ruleId: `download.${name}`, kind: 'download_execute', severity },
  ...rest,
});

const isHarmless = (addresses: readonly string[]): boolean =>
  addresses.length === 0 || addresses.every((address) => isTrustedInstaller(address) || isExample(address));

/** What one command of a line shows: the rule's name and a sentence, undefined for nothing. */
const pipelineFault = (command: string, work: ScanWork): readonly [name: string, text: string] | undefined => {
  let addresses: readonly string[] = [];
  let decodes = false;
  for (const stage of command.split('|')) {
    work.steps += stage.length;
    if ((decodes || addresses.length > 0) && isInterpreter(stage)) {
      if (decodes) return ['decode-pipe-shell', 'Runs what it decodes: a decoded text is piped into a shell.'];
      if (isHarmless(addresses)) return undefined;
      return [
        'curl-pipe-shell',
        'Runs what it downloads: a download is piped into a shell, from an address that is no well-known installer.',
      ];
    }
    if (isLoader(stage)) addresses = addressesOf(stage);
    decodes ||= isDecoder(stage);
  }
  return undefined;
};

const commandMatches = ({ index, text: line }: CommandLine, work: ScanWork): readonly ScanMatch[] => {
  const commands = line.split(SEPARATORS);
  const matches = commands.flatMap((command) => {
    const fault = pipelineFault(command, work);
    return fault === undefined ? [] : [match(fault[0], 'error', { index, text: fault[1] })];
  });
  if (!fetchesThenRuns(commands, work)) return matches;
  const text = 'Runs what it downloads: a file is loaded from an address that is no well-known installer, and run.';
  return [...matches, match('fetch-then-run', 'error', { index, text })];
};

const lineMatches = (line: CommandLine, work: ScanWork): readonly ScanMatch[] => {
  const lower = line.text.toLowerCase();
  work.steps += lower.length;
  return LINE_RULES.flatMap(({ name, severity, text, pattern, trusting }) => {
    const found = pattern.exec(lower);
    if (found === null) return [];
    const addresses = addressesOf(line.text.slice(found.index, found.index + found[0].length + AFTER));
    if (trusting && isHarmless(addresses)) return [];
    return [match(name, severity, { index: line.index, text })];
  });
};

/** Commands that run what they download or decode, but those of well-known installers. */
export const downloadMatches: Scanner = ({ commandLines }, work) =>
  commandLines
    .filter(({ text }) => OF_INTEREST.test(text))
    .flatMap((line) => [...commandMatches(line, work), ...lineMatches(line, work)]);
