export { type Address, formatAddress, isLoopback, parseAddress } from './address.ts';
export type { Config, ConfigValues, Environment, Limit, LogLevel, Origin } from './config.ts';
export { ConfigError } from './config-error.ts';
export { coreEnvironment } from './core-environment.ts';
export {
  CORE_EXIT_CODES,
  type CoreRecord,
  readCoreRecord,
  removeCoreRecord,
  writeCoreRecord,
} from './core-record.ts';
export { type DataPaths, dataPaths } from './data-paths.ts';
export { describeSettings, type SettingDescription } from './describe-settings.ts';
export { type Duration, formatDuration, parseDuration } from './duration.ts';
export { type Flag, overridesFromFlags, settingFlags } from './flags.ts';
export { formatSetting } from './format-setting.ts';
export { loadConfig, type Overrides } from './load-config.ts';
export { ensureRuntimeDirectory, runtimeDirectory, socketPath } from './runtime-directory.ts';
export { LOG_LEVELS, type Program, SETTINGS, type Setting, type SettingKind, type SettingName } from './settings.ts';
