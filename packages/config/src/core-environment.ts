import type { Config, Environment } from './config.ts';
import { formatSetting } from './format-setting.ts';
import { type Program, SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts';

const usedByCore = (name: SettingName): boolean => {
  const programs: readonly Program[] = SETTINGS[name].programs;
  return programs.includes('core');
};

/**
 * The environment for a core that a frontend starts: the frontend's own, in which every setting of the core that was
 * given, by flag or variable, stands as read. So a secret given by flag is not on the core's command line, and a
 * relative path means the same in another working folder. The frontend's own identity does not go along.
 */
export const coreEnvironment = (config: Config): Environment => {
  const given = SETTING_NAMES.filter((name) => config.origins[name] !== 'default');
  const passed = given.filter(usedByCore).map((name) => [SETTINGS[name].variable, formatSetting(config, name)]);
  const kept = Object.entries(config.environment).filter(
    ([variable]) => !SETTING_NAMES.some((name) => SETTINGS[name].variable === variable),
  );
  return Object.fromEntries([...kept, ...passed]);
};
