import {
  type Caller,
  DomainError,
  invalidFields,
  isAdminOf,
  isSlug,
  type ParsedSkill,
  type SkillFinding,
  SYSTEM_AGENT,
} from '@tmws/domain';
import { noteDeed } from '../audit/note-deed.ts';
import type { Engine } from '../engine.ts';
import { namespaceNotFound } from '../identity/identity-errors.ts';
import type { Store } from '../ports/store.ts';
import { importFinding } from './import-finding.ts';
import type { ImportOptions } from './import-options.ts';

/** Whose pattern a skill becomes. */
export interface ImportOwner {
  /** The caller, or its author with the rights that it will have in the namespace. */
  readonly caller: Caller;
  /** Owner of the pattern. */
  readonly agentId: string;
  readonly findings: readonly SkillFinding[];
}

/**
 * Makes sure that the caller may make authors owners, before the first skill is read.
 *
 * @throws DomainError ACTING_FOR_OTHER_DENIED, INVALID_FIELD together with level SYSTEM
 */
export const requireOwnerRight = (caller: Caller, options: ImportOptions): void => {
  if (options.owner !== 'author') return;
  if (options.accessLevel === 'SYSTEM') {
    const description = 'SYSTEM patterns belong to the agent system. Leave author_as_owner out, or take another level.';
    throw invalidFields([{ field: 'author_as_owner', description }]);
  }
  const namespace = options.namespace ?? caller.namespace;
  if (isAdminOf(caller, namespace)) return;
  throw new DomainError(
    'ACTING_FOR_OTHER_DENIED',
    `Only admins of namespace ${namespace} make the author of a skill its owner. Leave author_as_owner out, or ask one of them.`,
    { metadata: { field: 'author_as_owner', caller: caller.agentId, namespace } },
  );
};

const ownedByCaller = (caller: Caller, options: ImportOptions, findings: readonly SkillFinding[]): ImportOwner => ({
  caller,
  agentId: options.accessLevel === 'SYSTEM' ? SYSTEM_AGENT : caller.agentId,
  findings,
});

/** Whose pattern a skill becomes: the caller's, or its author's where that is asked for and the author can be an agent. */
export const ownerOf = (caller: Caller, options: ImportOptions, { author }: ParsedSkill): ImportOwner => {
  if (options.owner !== 'author') return ownedByCaller(caller, options, []);
  const agentId = author?.trim() ?? '';
  if (agentId === caller.agentId) return ownedByCaller(caller, options, []);
  if (!isSlug(agentId) || agentId === SYSTEM_AGENT) {
    const found = importFinding('owner_not_author', 'warning', {
      text: agentId === '' ? 'The frontmatter names no author.' : 'The author in the frontmatter cannot be an agent.',
      done: `Owned by ${caller.agentId}.`,
    });
    return ownedByCaller(caller, options, [found]);
  }
  const namespace = options.namespace ?? caller.namespace;
  const acting: Caller = {
    agentId,
    namespace,
    memberships: [{ namespace, role: 'member' }],
    scopes: caller.scopes,
    systemAdmin: false,
    credential: caller.credential,
    apiKeyId: caller.apiKeyId,
    actingBy: { agentId: caller.agentId, within: [namespace] },
  };
  return { caller: acting, agentId, findings: [] };
};

/**
 * Makes the author known to whom an admin gives its skill: as an agent and as a member of the namespace, each in the
 * audit log. Nothing where the caller owns it.
 *
 * @throws DomainError NAMESPACE_NOT_FOUND
 */
export const makeOwnerKnown = async (
  store: Store,
  { engine, caller }: { readonly engine: Engine; readonly caller: Caller },
  owner: ImportOwner,
): Promise<void> => {
  if (owner.caller.actingBy === undefined) return;
  const { agentId } = owner;
  const { namespace } = owner.caller;
  const { directory } = store;
  const now = engine.clock.now();
  if ((await directory.findNamespace(namespace)) === undefined) throw namespaceNotFound(namespace);
  if ((await directory.findAgent(agentId)) === undefined) {
    const agent = { agentId, description: undefined, defaultNamespace: namespace, systemAdmin: false };
    await directory.insertAgent({ ...agent, createdAt: now, updatedAt: now });
    const deed = { action: 'ImportSkills', targetKind: 'agent', targetId: agentId, namespace } as const;
    await noteDeed(store, { engine, caller }, deed);
  }
  if ((await directory.findMembership(namespace, agentId)) === undefined) {
    await directory.insertMembership({ namespace, agentId, role: 'member', createdAt: now });
    const deed = { action: 'ImportSkills', targetKind: 'membership', targetId: agentId, namespace } as const;
    await noteDeed(store, { engine, caller }, { ...deed, detail: { role: 'member' } });
  }
};
