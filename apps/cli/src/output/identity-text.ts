import { type Agent, type ApiKey, type Membership, type Namespace, Role, Scope } from '@tmws/contract';
import { enumText, type Page, plainLine, timeText } from '@tmws/terminal';
import { table } from '@tmws/terminal/table';

const placesText = (agent: Agent): string =>
  agent.memberships.map(({ namespace, role }) => `${namespace} (${enumText(Role, role)})`).join(', ');

const lines = (page: Page, title: string, fields: Readonly<Record<string, string>>): string =>
  [
    page.bold(plainLine(title)),
    ...Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name.padEnd(12)}${plainLine(value)}`),
  ].join('\n');

/** One agent. */
export const agentText = (page: Page, agent: Agent | undefined): string =>
  agent === undefined
    ? ''
    : lines(page, `${agent.agentId}${agent.systemAdmin ? ' (system admin)' : ''}`, {
        what: agent.description,
        'works in': agent.defaultNamespace,
        namespaces: placesText(agent),
        since: timeText(agent.createdAt),
      });

/** Agents as a table. */
export const agentsText = (page: Page, agents: readonly Agent[]): string =>
  agents.length === 0
    ? 'No agents.'
    : table(
        page,
        ['AGENT', 'WORKS IN', 'NAMESPACES', 'WHAT'],
        agents.map((agent) => [agent.agentId, agent.defaultNamespace, placesText(agent), agent.description]),
      );

/** One namespace. */
export const namespaceText = (page: Page, namespace: Namespace | undefined): string =>
  namespace === undefined
    ? ''
    : lines(page, namespace.namespace, {
        what: namespace.description,
        members: String(namespace.memberCount),
        patterns: `${namespace.patternCount} that you may read`,
        since: timeText(namespace.createdAt),
      });

/** Namespaces as a table. */
export const namespacesText = (page: Page, namespaces: readonly Namespace[]): string =>
  namespaces.length === 0
    ? 'No namespaces.'
    : table(
        page,
        ['NAMESPACE', 'MEMBERS', 'PATTERNS', 'WHAT'],
        namespaces.map(({ namespace, memberCount, patternCount, description }) => [
          namespace,
          String(memberCount),
          String(patternCount),
          description,
        ]),
      );

/** Memberships as a table. */
export const membershipsText = (page: Page, memberships: readonly Membership[]): string =>
  memberships.length === 0
    ? 'No members.'
    : table(
        page,
        ['NAMESPACE', 'AGENT', 'ROLE', 'SINCE'],
        memberships.map(({ namespace, agentId, role, createdAt }) => [
          namespace,
          agentId,
          enumText(Role, role),
          timeText(createdAt),
        ]),
      );

const scopesText = (key: ApiKey): string => key.scopes.map((scope) => enumText(Scope, scope)).join(', ');

/** One key, without its secret. */
export const apiKeyText = (page: Page, key: ApiKey | undefined): string =>
  key === undefined
    ? ''
    : lines(page, `${key.agentId}: ${scopesText(key)}`, {
        id: key.id,
        what: key.description,
        since: timeText(key.createdAt),
        ends: key.expiresAt === undefined ? 'never' : timeText(key.expiresAt),
        'last use': key.lastUsedAt === undefined ? 'never' : timeText(key.lastUsedAt),
        revoked: key.revokedAt === undefined ? '' : timeText(key.revokedAt),
        'old secret': key.oldSecretEndsAt === undefined ? '' : `works until ${timeText(key.oldSecretEndsAt)}`,
      });

/** A key with the secret that is shown this once. */
export const secretText = (
  page: Page,
  made: { readonly apiKey?: ApiKey | undefined; readonly secret: string },
): string => `${apiKeyText(page, made.apiKey)}\n${'secret'.padEnd(12)}${made.secret}`;

/** Keys as a table. */
export const apiKeysText = (page: Page, keys: readonly ApiKey[]): string =>
  keys.length === 0
    ? 'No keys.'
    : table(
        page,
        ['AGENT', 'SCOPES', 'ENDS', 'LAST USE', 'WHAT', 'ID'],
        keys.map((key) => [
          key.agentId,
          scopesText(key),
          key.revokedAt === undefined ? timeText(key.expiresAt) : 'revoked',
          timeText(key.lastUsedAt),
          key.description,
          key.id,
        ]),
      );
