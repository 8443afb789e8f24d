import { placePattern } from './bash-script.ts';
import type { Candidate, CompletionPlace } from './completion-tree.ts';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const described = ({ word, description }: Candidate): string =>
  quote(`${word.replaceAll(':', '\\:')}${description === '' ? '' : `:${description}`}`);

const place = ({ words, commands, flags }: CompletionPlace): string => {
  const candidates = [...commands, ...flags].map(described).join(' ');
  return `    ${quote(words === '' ? '' : ` ${words}`)}) candidates=(${candidates}) ;;`;
};

const values = ({ words, flags }: CompletionPlace): readonly string[] =>
  flags
    .filter((flag) => flag.values.length > 0)
    .map((flag) => `    ${quote(` ${words} ${flag.word}`)}) candidates=(${flag.values.map(quote).join(' ')}) ;;`);

/** A script for zsh that completes commands, flags and what flags may be, with their descriptions. */
export const zshScript = (places: readonly CompletionPlace[]): string => `#compdef tmws
# Completion of tmws for zsh: source <(tmws completion zsh), after compinit
_tmws() {
  local place='' word index
  local -a candidates
  for ((index = 2; index < CURRENT; index++)); do
    word=$words[index]
    case "$place $word" in
      ${placePattern(places)}) place="$place $word" ;;
    esac
  done
  case "$place" in
${places.map(place).join('\n')}
  esac
  case "$place $words[CURRENT-1]" in
${places.flatMap(values).join('\n')}
  esac
  _describe 'tmws' candidates || _files
}
if [[ $funcstack[1] == _tmws ]]; then
  _tmws "$@"
else
  compdef _tmws tmws
fi`;
