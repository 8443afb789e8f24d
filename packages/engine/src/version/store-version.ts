import { type Caller, type JsonObject, nextFreeVersion, type Pattern, type VersionBump } from '@tmws/domain';
import { type StoringContext, storePattern } from '../pattern/store-pattern.ts';
import type { Store } from '../ports/store.ts';

/** What a new version says of itself. What is undefined it has from its parent; the status is ACTIVE then. */
export interface VersionContent {
  readonly patternData: JsonObject | undefined;
  readonly category?: string | undefined;
  readonly subcategory?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly learningWeight?: number | undefined;
  readonly complexityScore?: number | undefined;
  readonly confidence?: number | undefined;
  readonly status?: string | undefined;
  readonly serveAsSkill?: boolean | undefined;
}

/**
 * Stores a new version under a parent that the caller may change, within a transaction: its own id and statistics from
 * zero; name, namespace, owner, level and shares are the lineage's.
 *
 * @throws DomainError VERSION_EXISTS (checked first), VERSION_NOT_GREATER, INVALID_FIELD, SECRET_FOUND
 */
export const storeVersion = (
  store: Store,
  context: StoringContext,
  added: { readonly parent: Pattern; readonly version: string; readonly content: VersionContent },
): Promise<Pattern> => {
  const { parent, version, content } = added;
  const { caller } = context;
  // A version belongs to the lineage's owner, who need not be the admin that makes it, nor still be a member.
  const owner: Caller = {
    ...caller,
    agentId: parent.agentId,
    namespace: parent.namespace,
    memberships: [...caller.memberships, { namespace: parent.namespace, role: 'member' }],
  };
  return storePattern(
    store,
    { ...context, caller: owner },
    {
      patternName: parent.patternName,
      namespace: parent.namespace,
      parentPatternId: parent.id,
      version,
      patternData: content.patternData,
      category: content.category ?? parent.category,
      subcategory: content.subcategory ?? parent.subcategory,
      tags: content.tags ?? parent.tags,
      learningWeight: content.learningWeight ?? parent.learningWeight,
      complexityScore: content.complexityScore ?? parent.complexityScore,
      confidence: content.confidence ?? parent.confidencePrior,
      status: content.status,
      serveAsSkill: content.serveAsSkill ?? parent.serveAsSkill,
    },
  );
};

/** The first version of that many steps above the parent's that its lineage does not have. */
export const freeVersion = async (store: Store, parent: Pattern, bump: VersionBump): Promise<string> => {
  const lineage = await store.patterns.findLineage(parent.lineageId);
  const taken = lineage.filter(({ deletedAt }) => deletedAt === undefined).map(({ version }) => version);
  return nextFreeVersion(parent.version, bump, new Set(taken));
};
