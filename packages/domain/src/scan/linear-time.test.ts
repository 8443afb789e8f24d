import { describe, expect, test } from 'vitest';
import { LINE_RULES } from './download/line-rules.ts';
import { scanCounting } from './scan-texts.ts';

const SMALL = 16 * 1024;
const TIMES = 8;
/** Steps grow by no more than this over the text itself: edges of lines and runs are not at the same places. */
const SLACK = 1.2;

/** Pieces that make a careless matcher read the same text again and again. */
const ADVERSARIAL: readonly string[] = [
  'A',
  ' ',
  '\n',
  '\t',
  '\\\n',
  '|',
  '| ',
  '`',
  '"',
  "'",
  '(',
  '-',
  '.',
  '/',
  '\ufeff',
  '\u200b',
  'e\u0301',
  '忽',
  '\u{e0041}',
  'a\u200d',
  'sk-',
  'AKIA',
  'eyJ',
  'eyJ.',
  '-eyJ.eyJ',
  'ghp_a',
  'xoxb-',
  '://',
  '://a:',
  '://a:b',
  'a:b@',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----\\n',
  'password',
  'password=',
  'password = "',
  'token:a',
  'secret_',
  'api_key="abcdefgh',
  'ignore ',
  'ignore all ',
  'ignore all the previous ',
  'send the secrets to ',
  'do not tell ',
  '忽略之前的',
  '以前の',
  '*a',
  '<!--',
  '<!-- agent ',
  '[//]: # ',
  '<|im_start|>',
  'a<|im_start|>system`',
  'not ignore previous instructions "',
  'curl ',
  'curl | ',
  'curl -o x ',
  'curl https://a.b/c | ',
  'curl https://a.b/c | \n',
  'iex ',
  'iex(',
  'exec(',
  'exec( urlopen',
  'fetch(',
  'base64 -d | ',
  'powershell -e ',
  'sh -c ',
  'sh -c "$(',
  'eval ',
  'env | ',
  '@.env ',
  'npm i --a ',
  'wget a.b/c;',
  '$(cat ',
];

/** Of each family the pieces that make the most work. */
const HARDEST: readonly string[] = [
  'eyJ.',
  '://a:b',
  'password = "',
  'ignore all the previous ',
  '<!-- agent ',
  'exec( urlopen',
  'curl https://a.b/c | \n',
];

const stepsOf = (text: string): number => {
  const work = { steps: 0 };
  scanCounting([{ source: 'SKILL.md', text }], work);
  return work.steps;
};

const growth = (piece: string, size: number): number => {
  const small = piece.repeat(Math.ceil(size / piece.length));
  return stepsOf(small.repeat(TIMES)) / (stepsOf(small) + size);
};

describe('the scan takes linear time', () => {
  test.each(ADVERSARIAL)('a text of %j, eight times as long, takes at most eight times the steps', (piece) => {
    expect(growth(piece, SMALL)).toBeLessThanOrEqual(TIMES * SLACK);
  });

  test.each(HARDEST)('a megabyte of %j too', (piece) => {
    expect(growth(piece, 2 ** 20 / TIMES)).toBeLessThanOrEqual(TIMES * SLACK);
  });

  test.each(LINE_RULES)(
    '$name repeats nothing without a bound, so that it cannot go back over a whole text',
    ({ pattern }) => {
      expect(pattern.source.replaceAll(/\\.|\[[^\]]{0,99}\]/g, '').match(/[*+]|\{\d+,\}/)).toBeNull();
    },
  );
});
