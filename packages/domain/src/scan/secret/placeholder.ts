/** Words that stand in a value that stands for another. Longer than three letters: chance hardly makes them. */
const STAND_INS = [
  ...[
    'example',
    'sample',
    'dummy',
    'fake',
    'mock',
    'fixture',
    'placeholder',
    'redacted',
    'removed',
    'masked',
    'hidden',
  ],
  ...['your', 'insert', 'replace', 'change', 'paste', 'enter', 'todo', 'here', 'not-a-real', 'notareal', 'demo'],
  ...['xxxx', '****', '...', '…', '0000', '1111', '1234', '4321', 'abcd', 'abc123', 'aaaa', 'deadbeef', 'qwerty'],
  ...['foobar', 'lorem', 'secret', 'passw', 'token', 'apikey', 'api_key', 'api-key', 'test', 'admin', 'hunter2'],
  ...['letmein', 'correct-horse', 'correcthorse', 'default', 'value', 'string'],
];
const OPENS_A_NAME = /[<>{}$%*[\]()]/;

/** Bits that one character of a text carries, by how often each occurs. Shannon 1948; 0 for an empty text. */
export const entropy = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};

/** Whether a value stands for a secret that the reader puts in: a word for it, the name of a variable, one repeated. */
export const isPlaceholder = (value: string): boolean => {
  const lower = value.toLowerCase();
  return OPENS_A_NAME.test(value) || STAND_INS.some((word) => lower.includes(word));
};

/** Kinds of character in a text: lower case, upper case, digit, other. */
export const characterKinds = (text: string): number =>
  [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;

/** The secret's head, enough to find it and no more: at most six characters, never over a quarter. */
export const masked = (secret: string): string => `${secret.slice(0, Math.min(6, Math.floor(secret.length / 4)))}…`;
