import { UsageError } from '@tmws/terminal';
import type { Command } from '../command.ts';
import { bashScript } from '../completion/bash-script.ts';
import { type CompletionPlace, completionTree } from '../completion/completion-tree.ts';
import { fishScript } from '../completion/fish-script.ts';
import { zshScript } from '../completion/zsh-script.ts';

const SCRIPTS: Readonly<Record<string, (places: readonly CompletionPlace[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `tmws completion`: a script for a shell. */
export const completion: Command = {
  positionals: { shell: 'bash, zsh or fish' },
  options: {},
  examples: [
    { line: 'source <(tmws completion bash)', description: 'in ~/.bashrc; for zsh the same with zsh' },
    { line: 'tmws completion fish > tmws.fish', description: 'for fish, whose place is ~/.config/fish/completions/' },
  ],
  run: async (context) => {
    const shell = context.arguments.required('shell');
    const write = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
    if (write === undefined) throw new UsageError(`"${shell}" is none of ${Object.keys(SCRIPTS).join(', ')}.`);
    const script = write(await completionTree());
    return { json: () => ({ shell, script }), text: () => script };
  },
};
