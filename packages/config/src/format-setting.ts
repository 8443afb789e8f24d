import { type Address, formatAddress } from './address.ts';
import type { ConfigValues } from './config.ts';
import { formatDuration } from './duration.ts';
import { SETTINGS, type SettingName } from './settings.ts';

const isAddress = (value: ConfigValues[SettingName]): value is Address => typeof value === 'object';

/** The text that reads as the setting's value, secrets included; undefined when it has none. */
export const formatSetting = (values: ConfigValues, name: SettingName): string | undefined => {
  const value = values[name];
  if (value === undefined) return undefined;
  if (isAddress(value)) return formatAddress(value);
  if (typeof value === 'string') return value;
  return SETTINGS[name].kind === 'duration' ? formatDuration(value) : String(value);
};
