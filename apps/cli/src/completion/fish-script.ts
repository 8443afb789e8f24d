import type { Candidate, CompletionPlace, FlagCandidate } from './completion-tree.ts';

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const at = (words: string): string => quote(`__tmws_at "${words}"`);

const commandLine = (words: string, { word, description }: Candidate): string =>
  `complete -c tmws -n ${at(words)} -f -a ${quote(word)} -d ${quote(description)}`;

const flagLine = (words: string, { word, description, takesValue, values }: FlagCandidate): string => {
  const value = values.length > 0 ? ` -x -a ${quote(values.join(' '))}` : takesValue ? ' -r' : '';
  return `complete -c tmws -n ${at(words)} -l ${word.replace(/^--/, '')}${value} -d ${quote(description)}`;
};

const lines = ({ words, commands, flags }: CompletionPlace): readonly string[] => [
  ...commands.map((candidate) => commandLine(words, candidate)),
  ...flags.map((flag) => flagLine(words, flag)),
];

/** A script for fish that completes commands, flags and what flags may be, with their descriptions. */
export const fishScript = (
  places: readonly CompletionPlace[],
): string => `# Completion of tmws for fish: tmws completion fish | source
function __tmws_at
  set -l place
  for word in (commandline -opc)[2..]
    switch (string join ' ' -- $place $word)
      case ${places
        .filter(({ words }) => words !== '')
        .map(({ words }) => quote(words))
        .join(' ')}
        set place (string join ' ' -- $place $word)
    end
  end
  test "$place" = "$argv[1]"
end
${places.flatMap(lines).join('\n')}`;
