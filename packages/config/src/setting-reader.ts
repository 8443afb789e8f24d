import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type Address, parseAddress } from './address.ts';
import type { Limit, Origin } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type Duration, parseDuration } from './duration.ts';
import { SETTINGS, type SettingName } from './settings.ts';

/** A setting as it was typed. */
export interface RawSetting {
  readonly text: string | undefined;
  readonly origin: Origin;
}

const NAME = /^[A-Za-z0-9._-]{1,100}$/;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const COUNT = /^[1-9]\d{0,14}$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

const refuse = (name: SettingName, raw: RawSetting, allowed: string): ConfigError => {
  const { variable, flag, kind } = SETTINGS[name];
  const source = raw.origin === 'flag' ? `--${flag}` : variable;
  const given = kind === 'secret' || kind === 'url' ? 'have this value' : `be ${JSON.stringify(raw.text)}`;
  return new ConfigError(variable, `${source} cannot ${given}. Allowed: ${allowed}.`);
};

/** Reads settings by kind; `raw` gives the text of each, `folder` is where relative paths start. */
export const createSettingReader = (raw: (name: SettingName) => RawSetting, folder: string) => {
  /** Converts the text if there is one; `undefined` from `convert` means that it cannot be used. */
  const optional = <Value>(
    name: SettingName,
    allowed: string,
    convert: (text: string) => Value | undefined,
  ): Value | undefined => {
    const setting = raw(name);
    if (setting.text === undefined) return undefined;
    const value = convert(setting.text);
    if (value === undefined) throw refuse(name, setting, allowed);
    return value;
  };

  const required = <Value>(name: SettingName, allowed: string, convert: (text: string) => Value | undefined): Value => {
    const value = optional(name, allowed, convert);
    if (value === undefined) throw refuse(name, raw(name), allowed);
    return value;
  };

  const matching =
    (pattern: RegExp) =>
    (text: string): string | undefined =>
      pattern.test(text) ? text : undefined;

  const toPath = (text: string): string | undefined => {
    if (text === '' || text.includes('\0')) return undefined;
    // Programs that start a frontend from a configuration file expand no tilde, and people write one there.
    if (text === '~' || text.startsWith('~/')) return resolve(homedir(), text.slice(2));
    return resolve(folder, text);
  };

  const toUrl = (text: string, protocols: readonly string[]): string | undefined =>
    URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined;

  return {
    path: (name: SettingName): string | undefined => optional(name, 'a path', toPath),
    secret: (name: SettingName): string | undefined =>
      optional(name, 'visible ASCII characters without spaces', matching(VISIBLE_ASCII)),
    name: (name: SettingName): string | undefined =>
      optional(name, '1 to 100 characters of A-Z, a-z, 0-9, dot, underscore and hyphen', matching(NAME)),
    text: (name: SettingName): string | undefined => optional(name, 'a text that is not empty', matching(/\S/)),
    address: (name: SettingName): Address | undefined =>
      optional(name, 'unix:/path, host:port or https://host[:port]', (text) => {
        const address = parseAddress(text, folder);
        return address?.transport === 'tcp' && address.port === 0 ? undefined : address;
      }),
    listen: (name: SettingName): Address | undefined =>
      optional(name, 'host:port, where port 0 takes a free one', (text) => {
        const address = parseAddress(text, folder);
        return address?.transport === 'tcp' && !address.tls ? address : undefined;
      }),
    duration: (name: SettingName): Duration =>
      required(name, 'off, or a number above 0 with its unit: ms, s, m, h or d, as in 15m', (text) =>
        text === 'off' ? 'off' : parseDuration(text),
      ),
    limit: (name: SettingName): Limit =>
      required(name, 'off, or a whole number from 1', (text) => {
        if (text === 'off') return 'off';
        return COUNT.test(text) ? Number(text) : undefined;
      }),
    oneOf: <Value extends string>(name: SettingName, values: readonly Value[]): Value =>
      required(name, values.join(', '), (text) => values.find((value) => value === text)),
    embedder: (name: SettingName): string =>
      required(name, 'the name of a preset, or an http:// or https:// address', (text) =>
        SCHEME.test(text) ? toUrl(text, ['http:', 'https:']) : matching(NAME)(text),
      ),
    databaseUrl: (name: SettingName): string | undefined =>
      optional(name, 'an address that begins with postgresql:// or postgres://', (text) =>
        toUrl(text, ['postgresql:', 'postgres:']),
      ),
    vectorUri: (name: SettingName): string | undefined =>
      optional(name, 's3://…, db://… or a folder', (text) =>
        SCHEME.test(text) ? toUrl(text, ['s3:', 'db:']) : toPath(text),
      ),
  };
};
