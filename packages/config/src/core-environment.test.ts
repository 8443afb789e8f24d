import { describe, expect, test } from 'vitest';
import { coreEnvironment } from './core-environment.ts';
import { loadConfig } from './load-config.ts';

describe('coreEnvironment', () => {
  test('hands on the settings of the core as read, and the rest of the environment', () => {
    const config = loadConfig({ PATH: '/bin', TMWS_MODEL_DIR: 'models' }, { embedderApiKey: 'key' }, '/here');
    expect(coreEnvironment(config)).toEqual({
      PATH: '/bin',
      TMWS_MODEL_DIR: '/here/models',
      TMWS_EMBEDDER_API_KEY: 'key',
    });
  });

  test("keeps the frontend's own identity back", () => {
    const config = loadConfig({ TMWS_API_KEY: 'key', TMWS_AGENT: 'me', TMWS_ADDRESS: 'host:1', TMWS_NAMESPACE: 'n' });
    expect(coreEnvironment(config)).toEqual({});
  });

  test('lets a flag win over the variable', () => {
    expect(coreEnvironment(loadConfig({ TMWS_LOG_LEVEL: 'warn' }, { logLevel: 'debug' }))).toEqual({
      TMWS_LOG_LEVEL: 'debug',
    });
  });
});
