import type { Address } from './address.ts';
import type { Duration } from './duration.ts';
import type { LOG_LEVELS, SettingName } from './settings.ts';

/** Where a value comes from: nobody gave one, an environment variable, or a flag (which wins). */
export type Origin = 'default' | 'variable' | 'flag';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Least severity that is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A number, or no limit. */
export type Limit = number | 'off';

/** Value of every setting, read and checked; {@link SETTINGS} describes each. Paths are absolute. */
export interface ConfigValues {
  readonly dataDir: string;
  readonly address: Address | undefined;
  readonly apiKey: string | undefined;
  readonly agent: string;
  readonly namespace: string | undefined;
  readonly listen: Address | undefined;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly tlsCa: string | undefined;
  readonly tlsClientCa: string | undefined;
  readonly embedder: string;
  readonly embedderModel: string | undefined;
  readonly embedderApiKey: string | undefined;
  readonly modelDir: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly vectorUri: string | undefined;
  readonly logLevel: LogLevel;
  readonly metricsListen: Address | undefined;
  readonly demandLog: 'on' | 'off';
  readonly idleExit: Duration;
  readonly rateLimit: Limit;
  readonly quotaPatterns: Limit;
  readonly quotaBytes: Limit;
  readonly quotaStreams: Limit;
  readonly auditRetention: Duration;
}

/** The configuration of one process: the values, where each comes from, and the environment that it was read from. */
export interface Config extends ConfigValues {
  readonly origins: Readonly<Record<SettingName, Origin>>;
  /** The environment itself, for child processes and for the `OTEL_*` variables, which are not ours. */
  readonly environment: Environment;
}
