import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, parseAddress } from '@tmws/config';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelCredentials } from './channel-credentials.ts';
import { createWorkplace, type Workplace } from './testing/workplace.ts';

let workplace: Workplace;
beforeEach(() => {
  workplace = createWorkplace();
});
afterEach(() => workplace[Symbol.dispose]());

const credentials = (address: string, variables: Readonly<Record<string, string>> = {}) => {
  const parsed = parseAddress(address, '/');
  if (parsed === undefined) throw new Error(`${address} is no address.`);
  return channelCredentials(parsed, workplace.config(variables));
};

test('a channel is secured where the address begins with https://, and reads no file where it does not', () => {
  expect(credentials('https://core.example.org')._isSecure()).toBe(true);
  for (const address of ['127.0.0.1:7000', 'unix:/core.sock']) {
    expect(credentials(address, { TMWS_TLS_CA: '/none.pem' })._isSecure()).toBe(false);
  }
});

test('files that cannot be used are named by their variable', () => {
  const none = join(workplace.folder, 'none.pem');
  const nonsense = join(workplace.folder, 'nonsense.pem');
  writeFileSync(nonsense, 'no certificate');
  const failing: readonly (readonly [Readonly<Record<string, string>>, string, string])[] = [
    [{ TMWS_TLS_CA: none }, 'TMWS_TLS_CA', `TMWS_TLS_CA names ${none}, which cannot be read`],
    [{ TMWS_TLS_CERT: nonsense }, 'TMWS_TLS_KEY', 'Set TMWS_TLS_KEY too, or neither.'],
    [{ TMWS_TLS_KEY: nonsense }, 'TMWS_TLS_CERT', 'Set TMWS_TLS_CERT too, or neither.'],
    [{ TMWS_TLS_CERT: nonsense, TMWS_TLS_KEY: nonsense }, 'TMWS_TLS_CA', 'They must be PEM'],
  ];
  for (const [variables, variable, message] of failing) {
    const attempt = () => credentials('https://127.0.0.1:7000', variables);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(expect.objectContaining({ variable, message: expect.stringContaining(message) }));
  }
});
