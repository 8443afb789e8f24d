const LOADERS = new Set(['curl', 'wget', 'aria2c', 'iwr', 'irm', 'invoke-webrequest', 'invoke-restmethod', 'lynx']);
const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'fish', 'ash', 'pwsh', 'powershell', 'cmd']);
const LANGUAGES = new Set(['python', 'python2', 'python3', 'node', 'perl', 'ruby', 'php', 'deno', 'bun']);
const EVALUATORS = new Set(['iex', 'invoke-expression']);
const PREFIXES = new Set(['sudo', 'doas', 'exec', 'nohup', 'command', 'time', 'env', 'nice', 'xargs']);
const DECODERS = /^(?:base64|base32|openssl|xxd|uudecode)$/;
const DECODES = /(?:^|\s)(?:-d|-D|--decode|-r|-[a-z]{0,3}d)(?:\s|$)/;
const LEADING = /^[^A-Za-z0-9_$./~-]{1,20}/;
const TRAILING = /[^A-Za-z0-9_/-]{1,20}$/;
const EXTENSION = /\.(?:exe|cmd|ps1)$/;
const MOST_WORDS = 60;

const commandName = (word: string): string => {
  const bare = word.replace(LEADING, '').replace(TRAILING, '').toLowerCase();
  return bare.slice(bare.lastIndexOf('/') + 1).replace(EXTENSION, '');
};

const splitWords = (stage: string): readonly string[] => stage.trim().split(/\s+/, MOST_WORDS);

/** The command of a stage with its arguments, without `sudo` and settings of the environment. */
const commandOf = (stage: string): { name: string; rest: readonly string[] } => {
  const words = splitWords(stage);
  let at = 0;
  let afterPrefix = false;
  while (at < words.length) {
    const word = words[at] ?? '';
    const isPrefix = PREFIXES.has(commandName(word));
    if (!isPrefix && !(afterPrefix && word.startsWith('-')) && !/^[A-Za-z_]\w{0,60}=/.test(word)) break;
    afterPrefix ||= isPrefix;
    at += 1;
  }
  return { name: commandName(words[at] ?? ''), rest: words.slice(at + 1) };
};

/** Words of a stage, those within the quotes and brackets of a program too: `os.system("curl …")`. */
const allWords = (stage: string): readonly string[] => stage.split(/[\s"'(){}[\],=]/, 4 * MOST_WORDS);

/** Whether a stage of a pipeline loads from the network. */
export const isLoader = (stage: string): boolean => allWords(stage).some((word) => LOADERS.has(commandName(word)));

/** Whether a stage turns text back into bytes, e.g. `base64 -d`. */
export const isDecoder = (stage: string): boolean =>
  allWords(stage).some((word) => DECODERS.test(commandName(word))) && DECODES.test(stage);

const readsStandardInput = (rest: readonly string[]): boolean => {
  const first = rest[0]?.replace(TRAILING, '');
  if (first === undefined || first === '' || first === '-' || first === '/dev/stdin') return true;
  if (/^-[a-z]{0,4}[cem]/.test(first) || first === '--version' || first === '--help') return false;
  return first.startsWith('-') || /^[#;&)|>]/.test(first);
};

/** Whether a stage runs what is piped into it: a shell or a language without a program of its own, or `iex`. */
export const isInterpreter = (stage: string): boolean => {
  const { name, rest } = commandOf(stage);
  if (EVALUATORS.has(name)) return true;
  return (
    (SHELLS.has(name) || LANGUAGES.has(name.replace(/\d[\d.]{0,6}$/, (digits) => (digits[0] === '3' ? '3' : '')))) &&
    readsStandardInput(rest)
  );
};
