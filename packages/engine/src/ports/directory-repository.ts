import type { Role } from '@tmws/domain';

/** An agent as admins see it. */
export interface Agent {
  readonly agentId: string;
  readonly description: string | undefined;
  readonly defaultNamespace: string;
  readonly systemAdmin: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An organisation or project. */
export interface Namespace {
  readonly namespace: string;
  readonly description: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An agent's place in a namespace, and since when. */
export interface MembershipRecord {
  readonly namespace: string;
  readonly agentId: string;
  readonly role: Role;
  readonly createdAt: Date;
}

/** A page of agents. */
export interface AgentListQuery {
  /** Members of some of these; undefined: all agents. */
  readonly namespaces: readonly string[] | undefined;
  /** Listed wherever it belongs, unless the namespace is named. */
  readonly self: string;
  /** Members of this one; undefined: of any. */
  readonly namespace: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of memberships. */
export interface MembershipListQuery {
  /** Of these namespaces; undefined: of all. */
  readonly namespaces: readonly string[] | undefined;
  readonly agentId: string | undefined;
  readonly after: { readonly namespace: string; readonly agentId: string } | undefined;
  readonly limit: number;
}

/** Agents, namespaces and memberships as admins manage them. The built-in agent `system` is not among them. */
export interface DirectoryRepository {
  findAgent(agentId: string): Promise<Agent | undefined>;
  /** By name. */
  listAgents(query: AgentListQuery): Promise<readonly Agent[]>;
  /** Adds an agent, or one anew that was deleted. */
  insertAgent(agent: Agent): Promise<void>;
  updateAgent(agent: Agent): Promise<void>;
  /** Ends an agent with its keys and memberships; its name stays in what it did. */
  deleteAgent(agentId: string, at: Date): Promise<void>;
  countSystemAdmins(): Promise<number>;
  findNamespace(namespace: string): Promise<Namespace | undefined>;
  /** By name; all where `namespaces` is undefined. */
  listNamespaces(query: {
    readonly namespaces: readonly string[] | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly Namespace[]>;
  countMembers(namespace: string): Promise<number>;
  insertNamespace(namespace: Namespace): Promise<void>;
  updateNamespace(namespace: Namespace): Promise<void>;
  /** Removes a namespace without patterns and its memberships. Where it was the default, another of the agent's takes its place. */
  deleteNamespace(namespace: string): Promise<void>;
  /** Every pattern of a namespace, deleted ones too. */
  patternIds(namespace: string): Promise<readonly string[]>;
  findMembership(namespace: string, agentId: string): Promise<MembershipRecord | undefined>;
  /** By namespace, then by agent. */
  listMemberships(query: MembershipListQuery): Promise<readonly MembershipRecord[]>;
  insertMembership(membership: MembershipRecord): Promise<void>;
  updateRole(membership: MembershipRecord): Promise<void>;
  /** Ends a membership. Where the namespace was the default, another of the agent's takes its place. */
  deleteMembership(namespace: string, agentId: string): Promise<void>;
  /** The namespaces that have this agent and nobody else as admin. */
  namespacesOnlyAdministeredBy(agentId: string): Promise<readonly string[]>;
}
