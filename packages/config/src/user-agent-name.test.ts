import { expect, test } from 'vitest';
import { toAgentName } from './user-agent-name.ts';

test.each([
  ['apto', 'apto'],
  ['José Müller', 'Jose-Muller'],
  ['DOMAIN\\user', 'DOMAIN-user'],
  ['山田', 'agent'],
  ['', 'agent'],
  ['a'.repeat(200), 'a'.repeat(100)],
])('reduces the user name %j to %j', (text, name) => {
  expect(toAgentName(text)).toBe(name);
});
