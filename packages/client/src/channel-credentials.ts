import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ChannelCredentials } from '@grpc/grpc-js';
import { type Address, type Config, ConfigError, SETTINGS, type SettingName } from '@tmws/config';

type TlsSetting = Extract<SettingName, 'tlsCa' | 'tlsCert' | 'tlsKey'>;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const read = (config: Config, name: TlsSetting): Buffer | undefined => {
  const path = config[name];
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    const { variable } = SETTINGS[name];
    const sentence = `${variable} names ${path}, which cannot be read (${reasonOf(error)}). Name a PEM file of yours.`;
    throw new ConfigError(variable, sentence);
  }
};

/**
 * How a channel to the address is secured: by TLS where it begins with `https://`. The core's certificate is checked
 * against `TMWS_TLS_CA`, else against the authorities that Node trusts (`NODE_EXTRA_CA_CERTS` adds to them);
 * `TMWS_TLS_CERT` and `TMWS_TLS_KEY` are shown to a core that asks for a certificate.
 *
 * @throws ConfigError for a file that cannot be read or used
 */
export const channelCredentials = (address: Address, config: Config): ChannelCredentials => {
  if (address.transport === 'unix' || !address.tls) return ChannelCredentials.createInsecure();
  const [ca, cert, key] = [read(config, 'tlsCa'), read(config, 'tlsCert'), read(config, 'tlsKey')];
  if ((cert === undefined) !== (key === undefined)) {
    const { variable } = SETTINGS[cert === undefined ? 'tlsCert' : 'tlsKey'];
    throw new ConfigError(variable, `TMWS_TLS_CERT and TMWS_TLS_KEY belong together. Set ${variable} too, or neither.`);
  }
  try {
    return ChannelCredentials.createFromSecureContext(createSecureContext({ ca, cert, key }));
  } catch (error) {
    throw new ConfigError(
      'TMWS_TLS_CA',
      `The files of TMWS_TLS_CA, TMWS_TLS_CERT and TMWS_TLS_KEY cannot be used (${reasonOf(error)}). They must be PEM, and the key the certificate's.`,
    );
  }
};
