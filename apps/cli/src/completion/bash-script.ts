import type { CompletionPlace } from './completion-tree.ts';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The arms of a shell's `case` on the words so far, of which each place but the root has one leading blank. */
export const placePattern = (places: readonly CompletionPlace[]): string =>
  places
    .filter(({ words }) => words !== '')
    .map(({ words }) => quote(` ${words}`))
    .join('|');

const place = ({ words, commands, flags }: CompletionPlace): string => {
  const candidates = [...commands, ...flags].map(({ word }) => word).join(' ');
  return `    ${quote(words === '' ? '' : ` ${words}`)}) candidates=${quote(candidates)} ;;`;
};

const values = ({ words, flags }: CompletionPlace): readonly string[] =>
  flags
    .filter((flag) => flag.values.length > 0)
    .map((flag) => `    ${quote(` ${words} ${flag.word}`)}) candidates=${quote(flag.values.join(' '))} ;;`);

/** A script for bash that completes commands, flags and what flags may be. */
export const bashScript = (
  places: readonly CompletionPlace[],
): string => `# Completion of tmws for bash: source <(tmws completion bash)
_tmws() {
  local place='' candidates='' word index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$place $word" in
      ${placePattern(places)}) place="$place $word" ;;
    esac
  done
  case "$place" in
${places.map(place).join('\n')}
  esac
  case "$place \${COMP_WORDS[COMP_CWORD-1]}" in
${places.flatMap(values).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _tmws tmws`;
