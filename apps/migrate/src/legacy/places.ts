import { RemoteError, type RemoteReason, type TmwsClient } from '@tmws/client';
import { AccessLevel, Role, type WhoAmIResponse } from '@tmws/contract';
import { EXIT_CODES, ProgramError } from '@tmws/terminal';
import { cleanSlug } from './clean-text.ts';
import type { LegacyFindings } from './legacy-finding.ts';
import type { LegacyPattern } from './legacy-pattern.ts';

/** Where a pattern goes. */
export interface Place {
  /** The owner as the request names it; undefined: the caller, or for SYSTEM patterns `system`. */
  readonly agentId: string | undefined;
  readonly namespace: string;
  readonly accessLevel: AccessLevel;
}

/** How owners, namespaces and levels are chosen. */
export interface PlaceOptions {
  /** Whether patterns stay their owners', which a system admin may say; else they become the caller's. */
  readonly keepOwners: boolean;
  /** Where all patterns go; undefined: where they were. */
  readonly namespace: string | undefined;
  /** Level of patterns that name none. */
  readonly accessLevel: AccessLevel;
  /** Whether nothing may be made. */
  readonly dryRun: boolean;
}

/** Names that mean the caller's own namespace. */
const DEFAULT_NAMESPACE = 'default';

/** The owner of SYSTEM patterns. */
export const SYSTEM_AGENT = 'system';

/** Runs a call that may find its work done. */
const unless = async (done: RemoteReason, call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof RemoteError && error.reason === done)) throw error;
  }
};

/** Finds the place of each pattern, and makes the agents and namespaces that a system admin's import needs. */
export class Places {
  readonly #client: TmwsClient;
  readonly #options: PlaceOptions;
  readonly #namespaces: Set<string>;
  readonly #settled = new Map<string, Promise<void>>();
  /** Who imports. */
  readonly caller: WhoAmIResponse;

  private constructor(client: TmwsClient, caller: WhoAmIResponse, options: PlaceOptions) {
    this.#client = client;
    this.caller = caller;
    this.#options = options;
    this.#namespaces = new Set(caller.memberships.map(({ namespace }) => namespace));
  }

  /** @throws ProgramError where owners shall stay and the caller is no system admin */
  static async find(client: TmwsClient, options: PlaceOptions): Promise<Places> {
    const caller = await client.access.whoAmI({});
    if (options.keepOwners && !caller.systemAdmin) {
      throw new ProgramError(
        `Only a system admin keeps other owners; ${caller.agentId} is none. Leave --keep-owners out: the patterns become yours.`,
        { reason: 'NOT_ADMIN', exitCode: EXIT_CODES.notAllowed, metadata: { agent_id: caller.agentId } },
      );
    }
    return new Places(client, caller, options);
  }

  /** The place of a pattern, made where it was not there. */
  async of(pattern: LegacyPattern, findings: LegacyFindings): Promise<Place> {
    const accessLevel = this.#level(pattern, findings);
    const owner = accessLevel === AccessLevel.SYSTEM ? undefined : this.#owner(pattern, findings);
    const namespace = await this.#namespace(pattern, findings);
    if (owner !== undefined) await this.#once(`${owner} ${namespace}`, () => this.#makeAgent(owner, namespace));
    return { agentId: owner, namespace, accessLevel };
  }

  #level({ accessLevel = this.#options.accessLevel }: LegacyPattern, findings: LegacyFindings): AccessLevel {
    if (accessLevel !== AccessLevel.SYSTEM || this.caller.systemAdmin) return accessLevel;
    findings.warn('system_level', 'Only system admins make SYSTEM patterns.', 'Set to public.');
    return AccessLevel.PUBLIC;
  }

  #owner({ owner }: LegacyPattern, findings: LegacyFindings): string | undefined {
    if (owner === undefined || owner === this.caller.agentId) return undefined;
    if (!this.#options.keepOwners) {
      findings.info('owner_changed', `The owner was ${owner}.`, `Is ${this.caller.agentId} now.`);
      return undefined;
    }
    const agentId = cleanSlug(owner);
    if (agentId === undefined || agentId === SYSTEM_AGENT) {
      findings.warn('owner_changed', `The owner ${owner} cannot be an agent here.`, `Is ${this.caller.agentId} now.`);
      return undefined;
    }
    if (agentId !== owner) findings.warn('agents_renamed', `The owner was ${owner}.`, `Is ${agentId} now.`);
    return agentId;
  }

  async #namespace(pattern: LegacyPattern, findings: LegacyFindings): Promise<string> {
    const own = this.caller.namespace;
    if (this.#options.namespace !== undefined) return own;
    const { namespace = DEFAULT_NAMESPACE } = pattern;
    if (namespace === DEFAULT_NAMESPACE) return own;
    const wanted = cleanSlug(namespace);
    if (wanted === undefined || !(this.#namespaces.has(wanted) || this.caller.systemAdmin)) {
      findings.warn(
        'namespace_changed',
        `It was in namespace ${namespace}, which is not yours here.`,
        `Put into ${own}.`,
      );
      return own;
    }
    if (wanted !== namespace) findings.warn('namespace_renamed', `It was in ${namespace}.`, `Put into ${wanted}.`);
    if (!this.#namespaces.has(wanted)) await this.#once(wanted, () => this.#makeNamespace(wanted));
    return wanted;
  }

  #once(key: string, make: () => Promise<void>): Promise<void> {
    const made = this.#settled.get(key) ?? (this.#options.dryRun ? Promise.resolve() : make());
    this.#settled.set(key, made);
    return made;
  }

  async #makeNamespace(namespace: string): Promise<void> {
    const { access } = this.#client;
    await unless('NAMESPACE_EXISTS', () => access.createNamespace({ namespace }));
    const { agentId } = this.caller;
    await unless('MEMBERSHIP_EXISTS', () => access.createMembership({ namespace, agentId, role: Role.ADMIN }));
  }

  async #makeAgent(agentId: string, namespace: string): Promise<void> {
    const { access } = this.#client;
    await unless('AGENT_EXISTS', () => access.createAgent({ agentId, defaultNamespace: namespace }));
    await unless('MEMBERSHIP_EXISTS', () => access.createMembership({ namespace, agentId, role: Role.MEMBER }));
  }
}
