import {
  BASE64,
  type CharacterSet,
  HEXADECIMAL,
  LETTERS_AND_DIGITS,
  TOKEN,
  UPPER_AND_DIGITS,
  WORD,
  WORD_AND_DASH,
  WORD_AND_SLASH,
} from './characters.ts';

/** A kind of secret that is known by how it begins. */
export interface TokenFormat {
  /** The rule's id after `secret.`. */
  readonly name: string;
  /** What it is, after "Looks like". */
  readonly what: string;
  /** Any of these begins it, in this case. */
  readonly prefixes: readonly string[];
  /** What follows the prefix consists of these. */
  readonly body: CharacterSet;
  /** Least and greatest length of what follows. */
  readonly length: readonly [number, number];
  /** Bits a character that what follows carries at least. Default 3. */
  readonly entropy?: number;
  /** Digits that what follows has at least: words joined by dashes have none. Default 0. */
  readonly digits?: number;
}

/** The formats as their issuers publish them. */
export const TOKEN_FORMATS: readonly TokenFormat[] = [
  {
    name: 'aws-access-key',
    what: 'an access key id of AWS',
    prefixes: ['AKIA', 'ASIA'],
    body: UPPER_AND_DIGITS,
    length: [16, 16],
    entropy: 2.5,
  },
  {
    name: 'github-token',
    what: 'a token of GitHub',
    prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    body: LETTERS_AND_DIGITS,
    length: [36, 255],
  },
  { name: 'github-token', what: 'a token of GitHub', prefixes: ['github_pat_'], body: WORD, length: [50, 255] },
  {
    name: 'gitlab-token',
    what: 'a token of GitLab',
    prefixes: ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glsoat-'],
    body: TOKEN,
    length: [20, 128],
  },
  {
    name: 'slack-token',
    what: 'a token of Slack',
    prefixes: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xapp-', 'xoxe-'],
    body: WORD_AND_DASH,
    length: [20, 255],
    digits: 6,
  },
  {
    name: 'slack-webhook',
    what: 'a webhook of Slack',
    prefixes: ['hooks.slack.com/services/'],
    body: WORD_AND_SLASH,
    length: [40, 90],
    digits: 2,
  },
  {
    name: 'stripe-key',
    what: 'a live key of Stripe',
    prefixes: ['sk_live_', 'rk_live_'],
    body: LETTERS_AND_DIGITS,
    length: [20, 255],
  },
  {
    name: 'openai-key',
    what: 'a key of OpenAI or of a service like it',
    prefixes: ['sk-'],
    body: WORD_AND_DASH,
    length: [32, 255],
    entropy: 3.4,
    digits: 4,
  },
  {
    name: 'google-api-key',
    what: 'an API key of Google',
    prefixes: ['AIza'],
    body: WORD_AND_DASH,
    length: [35, 35],
    entropy: 3.5,
  },
  {
    name: 'google-oauth',
    what: 'an OAuth secret of Google',
    prefixes: ['GOCSPX-'],
    body: WORD_AND_DASH,
    length: [28, 40],
  },
  {
    name: 'google-oauth',
    what: 'an OAuth token of Google',
    prefixes: ['ya29.'],
    body: WORD_AND_DASH,
    length: [40, 2048],
  },
  { name: 'npm-token', what: 'a token of npm', prefixes: ['npm_'], body: LETTERS_AND_DIGITS, length: [36, 36] },
  { name: 'pypi-token', what: 'a token of PyPI', prefixes: ['pypi-AgEI'], body: WORD_AND_DASH, length: [50, 512] },
  { name: 'sendgrid-key', what: 'a key of SendGrid', prefixes: ['SG.'], body: TOKEN, length: [66, 66] },
  {
    name: 'huggingface-token',
    what: 'a token of Hugging Face',
    prefixes: ['hf_'],
    body: LETTERS_AND_DIGITS,
    length: [34, 40],
  },
  {
    name: 'digitalocean-token',
    what: 'a token of DigitalOcean',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    body: HEXADECIMAL,
    length: [64, 64],
  },
  {
    name: 'shopify-token',
    what: 'a token of Shopify',
    prefixes: ['shpat_', 'shpss_', 'shpca_', 'shppa_'],
    body: LETTERS_AND_DIGITS,
    length: [32, 32],
  },
  {
    name: 'vault-token',
    what: 'a token of Vault',
    prefixes: ['hvs.', 'hvb.'],
    body: WORD_AND_DASH,
    length: [24, 255],
    digits: 2,
  },
  { name: 'databricks-token', what: 'a token of Databricks', prefixes: ['dapi'], body: HEXADECIMAL, length: [32, 32] },
  { name: 'twilio-key', what: 'a key of Twilio', prefixes: ['SK'], body: HEXADECIMAL, length: [32, 32] },
  { name: 'linear-key', what: 'a key of Linear', prefixes: ['lin_api_'], body: LETTERS_AND_DIGITS, length: [40, 48] },
  {
    name: 'age-key',
    what: 'a private key of age',
    prefixes: ['AGE-SECRET-KEY-1'],
    body: UPPER_AND_DIGITS,
    length: [58, 58],
  },
  {
    name: 'azure-key',
    what: 'a key of an Azure account',
    prefixes: ['AccountKey=', 'SharedAccessKey='],
    body: BASE64,
    length: [40, 100],
    entropy: 3.5,
  },
];
