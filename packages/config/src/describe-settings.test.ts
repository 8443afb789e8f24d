import { describe, expect, test } from 'vitest';
import { describeSettings } from './describe-settings.ts';
import { loadConfig } from './load-config.ts';

const shown = (environment: Record<string, string>) =>
  Object.fromEntries(describeSettings(loadConfig(environment)).map(({ name, value }) => [name, value]));

describe('describeSettings', () => {
  test('writes each value as one would type it', () => {
    expect(shown({ TMWS_IDLE_EXIT: '90m', TMWS_ADDRESS: 'localhost:7', TMWS_RATE_LIMIT: '10' })).toMatchObject({
      idleExit: '90m',
      address: 'localhost:7',
      rateLimit: '10',
      auditRetention: 'off',
      listen: undefined,
    });
  });

  test('shows no secret, also none inside an address [security.config-masks]', () => {
    const values = shown({
      TMWS_API_KEY: 'tmws_hidden',
      TMWS_EMBEDDER_API_KEY: 'hidden',
      TMWS_DATABASE_URL: 'postgresql://user:hidden@host/base',
      TMWS_EMBEDDER: 'https://host/v1?api_key=hidden',
    });
    expect(JSON.stringify(values)).not.toContain('hidden');
    expect(values).toMatchObject({ apiKey: '********', databaseUrl: 'postgresql://user:********@host/base' });
  });

  test('tells where each value comes from', () => {
    const [dataDir] = describeSettings(loadConfig({ TMWS_DATA_DIR: '/data' }));
    expect(dataDir).toMatchObject({ variable: 'TMWS_DATA_DIR', flag: 'data-dir', value: '/data', origin: 'variable' });
  });
});
