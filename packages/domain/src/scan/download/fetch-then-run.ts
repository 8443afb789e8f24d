import type { ScanWork } from '../scan-rule.ts';
import { addressesOf, isExample } from './address.ts';
import { isLoader } from './pipeline.ts';
import { isTrustedInstaller } from './trusted-installers.ts';

const OUTPUT =
  /\s(?:-o|-O|--output|--output-document|-outfile)[= ]{0,2}["']?([^\s"']{1,200})|>\s{0,4}([^\s"'>&|]{1,200})/i;
const LAST_PART = /\/([^/?#\s"']{1,100})(?:[?#]|$)/;
const RUNS =
  /^\s{0,8}(?:sudo\s{1,4})?(?:(?:ba|z|da)?sh|python[23]?|node|perl|ruby|source|\.)?(?:\s{1,4}-[a-z]{1,8}){0,3}\s{0,4}["']?((?:\.|\/|~|[\w-])[^\s"'`;]{0,200})/;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const outputOf = (command: string, addresses: readonly string[]): string => {
  const [, named, redirected] = OUTPUT.exec(command) ?? [];
  const output = named ?? redirected ?? '';
  if (output !== '' && !output.startsWith('-') && !output.includes('://')) return baseName(output);
  return LAST_PART.exec(addresses[0] ?? '')?.[1] ?? '';
};

/** Whether the commands of one line load a file and run it, from an address that is no well-known installer. */
export const fetchesThenRuns = (commands: readonly string[], work: ScanWork): boolean => {
  const loaded = new Set<string>();
  for (const command of commands) {
    work.steps += command.length;
    const run = loaded.size === 0 ? undefined : RUNS.exec(command)?.[1];
    if (run !== undefined && loaded.has(baseName(run))) return true;
    if (!isLoader(command)) continue;
    const addresses = addressesOf(command);
    if (addresses.length === 0 || addresses.every((one) => isTrustedInstaller(one) || isExample(one))) continue;
    const output = outputOf(command, addresses);
    if (output !== '') loaded.add(output);
  }
  return false;
};
