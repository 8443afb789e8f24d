import type { Finding } from '@tmws/domain';

/** So many ids fit a value of an error's metadata. */
const MOST_IDS = 12;

/** The ids of the first findings, for the metadata of an error. */
export const idsOf = (findings: readonly Finding[]): string =>
  findings
    .slice(0, MOST_IDS)
    .map(({ id }) => id)
    .join(',');
