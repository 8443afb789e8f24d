import type { Config } from '@tmws/config';

/**
 * The namespace that a search or a list is narrowed to: the one of the flag. The variable alone says where to work, and
 * must not hide what other namespaces share.
 */
export const namespaceFilter = ({ namespace, origins }: Config): string | undefined =>
  origins.namespace === 'flag' ? namespace : undefined;
