/** A rule that one line of commands shows by itself. */
export interface LineRule {
  /** The rule's id after `download.`. */
  readonly name: string;
  readonly severity: 'warning' | 'error';
  readonly text: string;
  /** In lower case. All that repeats is bounded. */
  readonly pattern: RegExp;
  /** Whether addresses of well-known installers are let through. */
  readonly trusting: boolean;
}

const LOAD = '(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)';

/** What runs a download without a pipe. */
export const LINE_RULES: readonly LineRule[] = [
  {
    name: 'substituted-download',
    severity: 'error',
    text: 'Runs what it downloads: the output of a download is given to a shell.',
    pattern: new RegExp(
      `(?:\\b(?:eval|source)|\\b(?:ba|z|da|k)?sh(?:\\s{1,4}-[a-z]{1,8}){0,4}|\\b(?:python[23]?|node|perl|ruby)\\s{1,4}-[ec]|(?:^|[\\s;&])\\.)\\s{0,4}["']?\\s{0,4}(?:\\$\\(|\`|<\\()\\s{0,4}["']?${LOAD}\\b`,
    ),
    trusting: true,
  },
  {
    name: 'powershell-download',
    severity: 'error',
    text: 'Runs what it downloads: PowerShell evaluates the text at an address.',
    pattern: new RegExp(
      `(?:\\biex\\b|\\binvoke-expression\\b).{0,120}(?:downloadstring|downloaddata|${LOAD})|(?:downloadstring|downloaddata).{0,200}\\|\\s{0,4}(?:iex|invoke-expression)\\b`,
    ),
    trusting: true,
  },
  {
    name: 'python-download',
    severity: 'error',
    text: 'Runs what it downloads: Python executes the text at an address.',
    pattern: /\b(?:exec|eval)\s{0,4}\(.{0,80}(?:urlopen|urlretrieve|requests\.get|httpx\.get)\s{0,4}\(/,
    trusting: false,
  },
  {
    name: 'javascript-download',
    severity: 'error',
    text: 'Runs what it downloads: JavaScript evaluates the text at an address.',
    pattern:
      /\b(?:eval|new function|function)\s{0,4}\(.{0,60}\bfetch\s{0,4}\(|\bfetch\s{0,4}\(.{0,200}\.then\s{0,4}\(\s{0,4}eval\s{0,4}\)/,
    trusting: false,
  },
  {
    name: 'decoded-command',
    severity: 'error',
    text: 'Runs what it decodes: the command that runs is hidden in base64.',
    pattern:
      /\b(?:powershell|pwsh)(?:\.exe)?\b.{0,80}\s-e(?:nc|ncodedcommand|c)?\s{1,4}["']?[a-z0-9+/=]{40}|\b(?:exec|eval)\s{0,4}\(.{0,60}(?:b64decode|atob)\s{0,4}\(|(?:\beval|\b(?:ba|z)?sh\s{1,4}-c)\s{1,4}["']?\$\(.{0,200}base64\s{1,4}(?:-d|--decode)/,
    trusting: false,
  },
  {
    name: 'windows-loader',
    severity: 'error',
    text: 'Runs what it downloads: a program of Windows loads and runs a file from an address.',
    pattern:
      /\b(?:mshta(?:\.exe)?|regsvr32(?:\.exe)?.{0,60}\/i:)\s{0,4}["']?https?:\/\/|\brundll32\b.{0,80}javascript:/,
    trusting: false,
  },
  {
    name: 'package-from-address',
    severity: 'warning',
    text: 'Installs a package, whose scripts run, from an address that is no registry and no forge.',
    pattern:
      /\b(?:pip[3]?|uv pip|pipx|npm|pnpm|yarn|bun) (?:install|i|add)(?: -{1,2}[a-z-]{1,20}){0,4} ["']?(?:https?:\/\/(?!(?:[a-z0-9-]{1,40}\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeload\.github\.com|pypi\.org|pythonhosted\.org|npmjs\.org|pytorch\.org|huggingface\.co|pkg\.pr\.new|codeberg\.org|example\.com)\/)|http:\/\/)[a-z0-9]/,
    trusting: false,
  },
];
