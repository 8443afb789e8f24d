import envPaths from 'env-paths';
import type { Config, Environment, Origin } from './config.ts';
import { createSettingReader, type RawSetting } from './setting-reader.ts';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts';
import { userAgentName } from './user-agent-name.ts';

/** Values given by flags, as typed, by setting; undefined and absent are the same. */
export type Overrides = Readonly<Partial<Record<SettingName, string | undefined>>>;

const rawSetting = (name: SettingName, environment: Environment, overrides: Overrides): RawSetting => {
  const flag = overrides[name];
  if (flag !== undefined) return { text: flag, origin: 'flag' };
  const variable = environment[SETTINGS[name].variable];
  // A variable that is set to nothing counts as unset, as shells and container files write it.
  if (variable !== undefined && variable !== '') return { text: variable, origin: 'variable' };
  return { text: SETTINGS[name].default, origin: 'default' };
};

const isComplete = (origins: Readonly<Record<string, Origin>>): origins is Config['origins'] =>
  SETTING_NAMES.every((name) => name in origins);

/**
 * Reads every setting once: a flag wins over its variable, a variable over the default. Relative paths are taken from
 * `folder` (default: the working folder), `~/` from the user's home. Touches no file.
 *
 * @throws ConfigError for the first value that cannot be used.
 */
export const loadConfig = (environment: Environment, overrides: Overrides = {}, folder = process.cwd()): Config => {
  const raw = (name: SettingName): RawSetting => rawSetting(name, environment, overrides);
  const read = createSettingReader(raw, folder);
  const origins = Object.fromEntries(SETTING_NAMES.map((name) => [name, raw(name).origin]));
  if (!isComplete(origins)) throw new TypeError('A setting has no origin.');
  return {
    dataDir: read.path('dataDir') ?? envPaths('tmws', { suffix: '' }).data,
    address: read.address('address'),
    apiKey: read.secret('apiKey'),
    agent: read.name('agent') ?? userAgentName(),
    namespace: read.name('namespace'),
    listen: read.listen('listen'),
    tlsCert: read.path('tlsCert'),
    tlsKey: read.path('tlsKey'),
    tlsCa: read.path('tlsCa'),
    tlsClientCa: read.path('tlsClientCa'),
    embedder: read.embedder('embedder'),
    embedderModel: read.text('embedderModel'),
    embedderApiKey: read.secret('embedderApiKey'),
    modelDir: read.path('modelDir'),
    databaseUrl: read.databaseUrl('databaseUrl'),
    vectorUri: read.vectorUri('vectorUri'),
    logLevel: read.oneOf('logLevel', SETTINGS.logLevel.values),
    metricsListen: read.listen('metricsListen'),
    demandLog: read.oneOf('demandLog', SETTINGS.demandLog.values),
    idleExit: read.duration('idleExit'),
    rateLimit: read.limit('rateLimit'),
    quotaPatterns: read.limit('quotaPatterns'),
    quotaBytes: read.limit('quotaBytes'),
    quotaStreams: read.limit('quotaStreams'),
    auditRetention: read.duration('auditRetention'),
    origins,
    environment,
  };
};
