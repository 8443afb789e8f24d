import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { ConfigError } from './config-error.ts';
import { loadConfig, type Overrides } from './load-config.ts';
import { SETTING_NAMES, SETTINGS, type Setting, type SettingKind } from './settings.ts';

const refusal = (environment: Record<string, string>, overrides: Overrides = {}): ConfigError => {
  try {
    loadConfig(environment, overrides);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The setting was accepted.');
};

describe('loadConfig', () => {
  test('gives every setting of the table a value or undefined, and an origin', () => {
    const config = loadConfig({});
    for (const name of SETTING_NAMES) {
      expect(config).toHaveProperty(name);
      expect(config.origins[name]).toBe('default');
    }
  });

  test('has the documented defaults [reliability.idle-exit]', () => {
    const config = loadConfig({});
    expect(isAbsolute(config.dataDir)).toBe(true);
    expect(config.dataDir).toMatch(/tmws/);
    expect(config).toMatchObject({
      address: undefined,
      listen: undefined,
      embedder: 'multilingual-e5-small',
      logLevel: 'info',
      demandLog: 'on',
      idleExit: 15 * 60_000,
      rateLimit: 'off',
    });
  });

  test('takes a flag over its variable and a variable over the default [cli.config-flags]', () => {
    const config = loadConfig({ TMWS_AGENT: 'from-variable', TMWS_IDLE_EXIT: '2s' }, { agent: 'from-flag' });
    expect(config.agent).toBe('from-flag');
    expect(config.idleExit).toBe(2_000);
    expect(config.origins).toMatchObject({ agent: 'flag', idleExit: 'variable', logLevel: 'default' });
  });

  test('takes each setting from its flag where its variable is set too [cli.config-flags]', () => {
    const texts: Readonly<Record<SettingKind, readonly [string, string]>> = {
      path: ['/a', '/b'],
      address: ['localhost:1', 'localhost:2'],
      listen: ['127.0.0.1:1', '127.0.0.1:2'],
      duration: ['1s', '2s'],
      count: ['1', '2'],
      enum: ['', ''],
      name: ['a', 'b'],
      text: ['a', 'b'],
      url: ['postgresql://host/a', 'postgresql://host/b'],
      secret: ['a', 'b'],
    };
    for (const name of SETTING_NAMES) {
      const setting: Setting = SETTINGS[name];
      const [first = '', second = ''] = setting.values ?? texts[setting.kind];
      const config = loadConfig({ [setting.variable]: first }, { [name]: second });
      expect([name, config.origins[name]]).toEqual([name, 'flag']);
      expect(config[name]).toEqual(loadConfig({ [setting.variable]: second })[name]);
      expect(config[name]).not.toEqual(loadConfig({ [setting.variable]: first })[name]);
    }
  });

  test("has its data in the user's folder for data by default [storage.data-dir]", () => {
    vi.stubEnv('XDG_DATA_HOME', '/user-data');
    const onLinux = process.platform === 'linux' ? loadConfig({}).dataDir : '/user-data/tmws';
    expect(onLinux).toBe('/user-data/tmws');
    expect(loadConfig({ TMWS_DATA_DIR: '/elsewhere' }).dataDir).toBe('/elsewhere');
    vi.unstubAllEnvs();
  });

  test('takes a variable that is set to nothing as unset', () => {
    expect(loadConfig({ TMWS_API_KEY: '' })).toMatchObject({ apiKey: undefined, origins: { apiKey: 'default' } });
  });

  test('makes paths absolute, from the given folder and from the home folder', () => {
    const config = loadConfig({ TMWS_DATA_DIR: 'data', TMWS_MODEL_DIR: '~/models' }, {}, '/somewhere');
    expect(config.dataDir).toBe('/somewhere/data');
    expect(config.modelDir).toBe(join(homedir(), 'models'));
  });

  test('takes the user of the operating system as agent, in the alphabet of agents', () => {
    expect(loadConfig({}).agent).toMatch(/^[A-Za-z0-9._-]{1,100}$/);
  });

  test('reads addresses', () => {
    expect(loadConfig({ TMWS_ADDRESS: 'unix:/run/x.sock' }).address).toEqual({
      transport: 'unix',
      path: '/run/x.sock',
    });
    expect(loadConfig({ TMWS_LISTEN: '127.0.0.1:0' }).listen).toEqual({
      transport: 'tcp',
      host: '127.0.0.1',
      port: 0,
      tls: false,
    });
  });

  test('keeps a place of the index that is an address, and takes another as a folder', () => {
    expect(loadConfig({ TMWS_VECTOR_URI: 's3://bucket/folder' }).vectorUri).toBe('s3://bucket/folder');
    expect(loadConfig({ TMWS_VECTOR_URI: 'index' }, {}, '/here').vectorUri).toBe('/here/index');
  });

  test.each([
    ['TMWS_ADDRESS', 'localhost'],
    ['TMWS_ADDRESS', 'localhost:0'],
    ['TMWS_ADDRESS', 'localhost:70000'],
    ['TMWS_ADDRESS', 'unix:'],
    ['TMWS_ADDRESS', 'https://host/path'],
    ['TMWS_LISTEN', 'unix:/x'],
    ['TMWS_LISTEN', 'https://host'],
    ['TMWS_AGENT', 'two words'],
    ['TMWS_AGENT', 'a'.repeat(101)],
    ['TMWS_NAMESPACE', '名前'],
    ['TMWS_IDLE_EXIT', '15'],
    ['TMWS_IDLE_EXIT', '0s'],
    ['TMWS_IDLE_EXIT', '-1s'],
    ['TMWS_LOG_LEVEL', 'loud'],
    ['TMWS_DEMAND_LOG', 'no'],
    ['TMWS_RATE_LIMIT', '0'],
    ['TMWS_RATE_LIMIT', '1.5'],
    ['TMWS_EMBEDDER', 'ftp://host'],
    ['TMWS_EMBEDDER', 'two words'],
    ['TMWS_VECTOR_URI', 'http://host'],
    ['TMWS_DATABASE_URL', 'mysql://host/base'],
    ['TMWS_API_KEY', 'two\nlines'],
  ])('refuses %s=%j and names the variable', (variable, text) => {
    const error = refusal({ [variable]: text });
    expect(error.variable).toBe(variable);
    expect(error.message).toMatch(new RegExp(`^${variable} .* Allowed: .+\\.$`, 's'));
  });

  test('names the flag when the flag is wrong', () => {
    expect(refusal({}, { idleExit: 'soon' }).message).toBe(
      '--idle-exit cannot be "soon". Allowed: off, or a number above 0 with its unit: ms, s, m, h or d, as in 15m.',
    );
  });

  test('keeps a secret out of the message that refuses it', () => {
    expect(refusal({ TMWS_API_KEY: 'tmws secret' }).message).not.toContain('secret');
    expect(refusal({ TMWS_DATABASE_URL: 'mysql://user:hidden@host' }).message).not.toContain('hidden');
  });
});

describe('SETTINGS', () => {
  test('names each variable and each flag once, and the flag after the variable', () => {
    const settings = SETTING_NAMES.map((name) => SETTINGS[name]);
    expect(new Set(settings.map(({ variable }) => variable)).size).toBe(settings.length);
    for (const { variable, flag } of settings) {
      expect(flag).toBe(variable.replace('TMWS_', '').toLowerCase().replaceAll('_', '-'));
    }
  });
});
