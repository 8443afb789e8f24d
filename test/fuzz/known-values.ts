import type { DescField } from '@bufbuild/protobuf';

/** What exists in the core, by kind: what may stand where the contract expects the id of something. */
export interface Known {
  readonly patterns: readonly string[];
  readonly usages: readonly string[];
  readonly proposals: readonly string[];
  readonly applications: readonly string[];
  readonly apiKeys: readonly string[];
  readonly agents: readonly string[];
  readonly namespaces: readonly string[];
  /** Few, so that they come again with the same content and with other content. */
  readonly requestIds: readonly string[];
  /** Names of patterns. */
  readonly names: readonly string[];
}

const OF_FIELD: Readonly<Record<string, (known: Known) => readonly string[]>> = {
  parent_pattern_id: ({ patterns }) => patterns,
  exclude_ids: ({ patterns }) => patterns,
  replaced_by: ({ patterns }) => patterns,
  usage_id: ({ usages }) => usages,
  proposal_id: ({ proposals }) => proposals,
  application_id: ({ applications }) => applications,
  api_key_id: ({ apiKeys }) => apiKeys,
  owner: ({ agents }) => agents,
  shared_with_agents: ({ agents }) => agents,
  namespace: ({ namespaces }) => namespaces,
  default_namespace: ({ namespaces }) => namespaces,
  pattern_query: ({ patterns }) => [...patterns.map((id) => `id:${id}`), 'Retry with jitter.'],
  query_text: () => ['Retry with jitter.', 'net'],
  request_id: ({ requestIds }) => requestIds,
  version: () => ['1.0.0', '1.1.0', '2.0.0'],
  new_version: () => ['1.1.0', '2.0.0', '3.0.0-rc.1'],
  etag: () => ['1', '2', '3'],
  area: () => ['net', 'disk'],
  category: () => ['net', 'disk'],
  path: () => ['SKILL.md', 'a/b.md'],
  page_token: () => [''],
  resume_token: () => [''],
};

/** Values that are sound in a text field of this name; empty: any text is. */
export const knownValues = ({ name }: DescField, known: Known): readonly string[] => {
  const own = OF_FIELD[name];
  if (own !== undefined) return own(known);
  if (name.endsWith('pattern_id') || name === 'pattern_ids') return known.patterns;
  if (name.endsWith('agent_id')) return known.agents;
  return name === 'pattern_name' ? known.names : [];
};
