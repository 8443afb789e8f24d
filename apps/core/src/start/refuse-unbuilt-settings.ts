import type { ConfigValues } from '@tmws/config';
import { StartError } from './start-error.ts';

type Check = (config: ConfigValues) => string | undefined;

const given =
  (name: keyof ConfigValues, sentence: string): Check =>
  (config) =>
    config[name] === undefined || config[name] === 'off' ? undefined : sentence;

const notYet = (variable: string, instead: string): string =>
  `${variable} is set, but this version of the core does not have that yet. ${instead}`;

const CHECKS: readonly Check[] = [
  given('databaseUrl', notYet('TMWS_DATABASE_URL', 'Leave it unset to keep rows in SQLite in the data folder.')),
  given('metricsListen', notYet('TMWS_METRICS_LISTEN', 'Leave it unset; GetStatus tells how the core does.')),
  given('rateLimit', notYet('TMWS_RATE_LIMIT', 'Leave it unset.')),
  given('quotaPatterns', notYet('TMWS_QUOTA_PATTERNS', 'Leave it unset.')),
  given('quotaBytes', notYet('TMWS_QUOTA_BYTES', 'Leave it unset.')),
  given('quotaStreams', notYet('TMWS_QUOTA_STREAMS', 'Leave it unset.')),
  given('auditRetention', notYet('TMWS_AUDIT_RETENTION', 'Leave it unset.')),
  () =>
    process.platform === 'win32'
      ? 'On Windows the core would be known by a key file, which this version does not have yet. Run it in WSL.'
      : undefined,
];

/**
 * Refuses a setting that this version cannot obey, rather than to pass over what somebody relies on.
 *
 * @throws StartError NOT_IMPLEMENTED
 */
export const refuseUnbuiltSettings = (config: ConfigValues): void => {
  for (const check of CHECKS) {
    const sentence = check(config);
    if (sentence !== undefined) throw new StartError('NOT_IMPLEMENTED', sentence);
  }
};
