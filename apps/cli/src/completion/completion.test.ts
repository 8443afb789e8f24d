import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND_TABLE } from '../commands/command-table.ts';
import { runLine } from '../testing/run-line.ts';

let folder: string;

const SHELLS = ['bash', 'zsh', 'fish'];

const scriptOf = (shell: string): string => join(folder, `tmws.${shell}`);

const output = (program: string, flags: readonly string[]): string => {
  const { stdout, stderr, status } = spawnSync(program, flags, { encoding: 'utf8', timeout: 30_000 });
  expect({ program, status, stderr }).toEqual({ program, status: 0, stderr: '' });
  return stdout;
};

/** The words that each shell offers where the cursor stands at the end of a line. */
const OFFERED: Readonly<Record<string, (line: string) => readonly string[]>> = {
  bash: (line) => {
    const words = line.split(' ').map((word) => `'${word}'`);
    const ask = `source '${scriptOf('bash')}'; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _tmws; printf '%s\n' "\${COMPREPLY[@]}"`;
    return output('bash', ['--norc', '-c', ask]).trim().split('\n');
  },
  fish: (line) => {
    const ask = `source '${scriptOf('fish')}'; complete -C '${line}'`;
    return output('fish', ['--no-config', '-c', ask])
      .trim()
      .split('\n')
      .map((offer) => offer.split('\t')[0] ?? '');
  },
};

/** Zsh completes in its line editor alone, which wants a terminal: what stands there after the tabulator is the answer. */
const offeredByZsh = (lines: readonly string[]): readonly string[] => {
  const ask = `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1=GO; autoload -U compinit; compinit -D -u; source '${scriptOf('zsh')}'; bindkey '^I' complete-word; echo REA''DY"
zpty -r z out '*READY*GO*'
for line in "$@"; do
  zpty -w -n z "$line"$'\t #END'
  zpty -r z out '*#END*'
  print -r -- "$out"
  zpty -w -n z $'\x15'
done
zpty -d z`;
  const typed = stripVTControlCharacters(output('zsh', ['-f', '-c', ask, 'zsh', ...lines]));
  const ends = typed.replaceAll('\b', '').split('#END').slice(0, -1);
  return ends.map((text) => text.trimEnd().split(' ').at(-1) ?? '');
};

const offeredBy = (shell: string, lines: readonly string[]): readonly string[] =>
  shell === 'zsh' ? offeredByZsh(lines) : lines.map((line) => OFFERED[shell]?.(line).join(' ') ?? '');

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', ':']).status === 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tmws-completion-'));
  for (const shell of SHELLS) writeFileSync(scriptOf(shell), (await runLine(['completion', shell])).stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the completion', () => {
  const cases: readonly (readonly [line: string, word: string])[] = [
    ['tmws pat', 'pattern'],
    ['tmws pattern und', 'undelete'],
    ['tmws pattern create --cat', '--category'],
    ['tmws pattern create --name x --access-level t', 'team'],
    ['tmws --data-dir x search --lim', '--limit'],
    ['tmws completion z', 'zsh'],
    ['tmws learn_pattern --pattern_n', '--pattern_name'],
  ];

  test('of each shell that is here completes nouns, verbs, flags and their values [cli.completion]', () => {
    const here = SHELLS.filter(isInstalled);
    expect(here).toContain('bash');
    for (const shell of here) {
      const lines = cases.map(([line]) => line);
      expect([shell, offeredBy(shell, lines)]).toEqual([shell, cases.map(([, word]) => word)]);
    }
  });

  test('offers every verb of a noun', () => {
    const verbs = COMMAND_TABLE.map(({ name }) => name.split(' '))
      .filter(([noun]) => noun === 'pattern')
      .map(([, verb]) => verb);
    expect(OFFERED.bash?.('tmws pattern ')).toEqual(verbs);
  });

  test('for every shell names every command and flag', async () => {
    for (const shell of SHELLS) {
      const { stdout } = await runLine(['completion', shell]);
      for (const word of [...COMMAND_TABLE.flatMap(({ name }) => name.split(' ')), 'migrate', 'data-dir', 'private'])
        expect(stdout).toContain(word);
    }
  });
});
