import type { Overrides } from './load-config.ts';
import { type Program, SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts';

/** One flag, in the shape that `util.parseArgs` and yargs both take. */
export interface Flag {
  readonly type: 'string';
  readonly description: string;
}

const acceptedBy = (program: Program, name: SettingName): boolean => {
  const programs: readonly Program[] = SETTINGS[name].programs;
  // A frontend takes the core's flags too: the core that it starts gets them.
  return program !== 'core' || programs.includes('core');
};

/** The flags of the settings that a program takes, by flag name without hyphens in front. */
export const settingFlags = (program: Program): Readonly<Record<string, Flag>> =>
  Object.fromEntries(
    SETTING_NAMES.filter((name) => acceptedBy(program, name)).map((name) => [
      SETTINGS[name].flag,
      { type: 'string', description: SETTINGS[name].description } satisfies Flag,
    ]),
  );

/** The values of a parser of {@link settingFlags}, by flag name, as overrides for `loadConfig`; others are left out. */
export const overridesFromFlags = (values: Readonly<Record<string, unknown>>): Overrides =>
  Object.fromEntries(
    SETTING_NAMES.flatMap((name) => {
      const value = values[SETTINGS[name].flag];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
