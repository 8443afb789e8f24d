import { type Config, describeSettings, formatSetting, SETTINGS } from '@tmws/config';

/** How a client starts the server: a program, its arguments, and variables of its environment. */
export interface ServerEntry {
  /** Absolute path. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A server entry, and the variables that are set here and not in it. */
export interface MadeEntry {
  readonly entry: ServerEntry;
  /** Secrets of the environment: the file of a client is read by more programs than that. */
  readonly leftOut: readonly string[];
}

/**
 * Starts this program, by absolute paths, with the settings that are given here, by flags or by variables: a client
 * that is started from a desktop has none of them. A secret is in it only where a flag gave it.
 */
export const serverEntry = (config: Config, program: string): MadeEntry => {
  const given = describeSettings(config).filter(({ origin }) => origin !== 'default');
  const isWritten = ({ name, origin }: (typeof given)[number]): boolean =>
    SETTINGS[name].kind !== 'secret' || origin === 'flag';
  const written = given.filter(isWritten);
  const env = Object.fromEntries(
    written.flatMap(({ name, variable }) => {
      const value = formatSetting(config, name);
      return value === undefined ? [] : [[variable, value]];
    }),
  );
  return {
    entry: { command: process.execPath, args: [program], env },
    leftOut: given.filter((setting) => !isWritten(setting)).map(({ variable }) => variable),
  };
};
