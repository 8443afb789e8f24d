/** What the core's messages call by the name of its rpc or field, and what to type for it. */
const TYPED: Readonly<Record<string, string>> = {
  accept_findings: '--accept-finding',
  ApprovePattern: '`tmws pattern approve`',
  CreateApiKey: '`tmws key create`',
  CreateMembership: '`tmws member create`',
  CreateVersion: '`tmws version create`',
  DeleteApiKey: '`tmws key revoke`',
  LintPattern: '`tmws pattern lint`',
  ListAgents: '`tmws agent list`',
  ListApiKeys: '`tmws key list`',
  ListMemberships: '`tmws member list`',
  ListNamespaces: '`tmws namespace list`',
  ListProposals: '`tmws proposal list`',
  ListRevisions: '`tmws pattern history`',
  TransferOwnership: '`tmws pattern transfer`',
  min_similarity: '--min-similarity',
  UpdateMembership: '`tmws member update`',
  UpdatePattern: '`tmws pattern update`',
};

const NAMES = new RegExp(`(?<![\\w"])(?:${Object.keys(TYPED).join('|')})(?![\\w"])`, 'g');

/** A message of the core, which speaks to programs, with the commands of `tmws` in place of the names of rpcs. */
export const asCommands = (message: string): string => message.replace(NAMES, (name) => TYPED[name] ?? name);
