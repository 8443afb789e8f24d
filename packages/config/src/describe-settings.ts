import type { Config, Origin } from './config.ts';
import { formatSetting } from './format-setting.ts';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts';

/** One line of `tmws config`. */
export interface SettingDescription {
  readonly name: SettingName;
  readonly variable: string;
  readonly flag: string;
  /** The value as one would type it; a secret is masked; undefined when there is none. */
  readonly value: string | undefined;
  readonly origin: Origin;
  readonly description: string;
}

const MASK = '********';

const withoutPassword = (text: string): string => {
  const url = new URL(text);
  if (url.password !== '') url.password = MASK;
  for (const key of url.searchParams.keys()) {
    if (/password|secret|token|key/i.test(key)) url.searchParams.set(key, MASK);
  }
  return url.href;
};

const shownValue = (config: Config, name: SettingName): string | undefined => {
  const text = formatSetting(config, name);
  if (text === undefined) return undefined;
  if (SETTINGS[name].kind === 'secret') return MASK;
  // Any address may carry a password, an endpoint's or a bucket's as well as a database's.
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && URL.canParse(text) ? withoutPassword(text) : text;
};

/** Every setting with its value and origin, for `tmws config`. No secret is in it. */
export const describeSettings = (config: Config): readonly SettingDescription[] =>
  SETTING_NAMES.map((name) => ({
    name,
    variable: SETTINGS[name].variable,
    flag: SETTINGS[name].flag,
    value: shownValue(config, name),
    origin: config.origins[name],
    description: SETTINGS[name].description,
  }));
