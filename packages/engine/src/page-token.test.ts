import { expect, test } from 'vitest';
import { type PageTokenBinding, readPageToken, writePageToken } from './page-token.ts';

const binding: PageTokenBinding = { agentId: 'ann', parameters: { query: 'cats', tags: ['a'] } };
const refusal = expect.objectContaining({ reason: 'PAGE_TOKEN_INVALID' });

test('a token gives its position back to the same call', () => {
  const token = writePageToken(binding, { offset: 10 });
  expect(readPageToken({ agentId: 'ann', parameters: { tags: ['a'], query: 'cats' } }, token)).toEqual({ offset: 10 });
});

test('an empty token is the first page', () => {
  expect(readPageToken(binding, '')).toBeUndefined();
});

test('a token of another caller or of other parameters is refused', () => {
  const token = writePageToken(binding, { offset: 10 });
  expect(() => readPageToken({ ...binding, agentId: 'bob' }, token)).toThrow(refusal);
  expect(() => readPageToken({ ...binding, parameters: { query: 'dogs', tags: ['a'] } }, token)).toThrow(refusal);
});

test('a token that was changed, cut or made up is refused [search.page-token-bound]', () => {
  const token = writePageToken(binding, { offset: 10 });
  const changed = Buffer.from(Buffer.from(token, 'base64url').toString().replace('10', '20')).toString('base64url');
  const forged = ['null', '5', '"x"', '{}', '{"position":{"offset":1}}', '{"position":null,"seal":null}'].map((text) =>
    Buffer.from(text).toString('base64url'),
  );
  for (const bad of [changed, token.slice(0, -4), `x${token}`, 'nonsense', '💥', ...forged]) {
    expect(() => readPageToken(binding, bad)).toThrow(refusal);
  }
});

test('a token shows nothing but the position', () => {
  const text = Buffer.from(writePageToken(binding, { offset: 10 }), 'base64url').toString();
  expect(Object.keys(JSON.parse(text))).toEqual(['position', 'seal']);
  expect(text).not.toContain('cats');
});
