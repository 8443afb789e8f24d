import { type Caller, type JsonObject, nextFreeVersion, type Pattern, type VersionBump } from '@tmws/domain';
import { type StoringContext, storePattern } from '../pattern/store-pattern.ts';
import type { KeptFinding } from '../ports/finding-repository.ts';
import type { Store, StoredSkillFile } from '../ports/store.ts';
import { isSkillFile } from '../skill/unchanged-skill.ts';

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

/** What the scan found in files of the parent that the version has too, and nothing else of it. */
const foundInFiles = async (store: Store, parent: Pattern, files: readonly StoredSkillFile[]) => {
  const paths = new Set(files.map(({ path }) => path));
  const kept = await store.findings.kept({ patternId: parent.id, revision: parent.revision });
  return kept.filter(({ finding }) => paths.has(finding.file));
};

/** Gives a version the bundled files of its parent, with what the scan found in them. */
const carryFiles = async (
  store: Store,
  { parent, pattern, files, found }: CarriedFiles & { readonly pattern: Pattern },
): Promise<void> => {
  if (files.length === 0) return;
  await store.skills.shareFiles(pattern.id, parent.id, files);
  const place = { patternId: pattern.id, revision: pattern.revision };
  const known = new Set((await store.findings.kept(place)).map(({ finding }) => finding.id));
  await store.findings.add(
    place,
    found.filter(({ finding }) => !known.has(finding.id)),
    pattern.createdAt,
  );
};

interface CarriedFiles {
  readonly parent: Pattern;
  readonly files: readonly StoredSkillFile[];
  readonly found: readonly KeptFinding[];
}

/**
 * Stores a new version under a parent that the caller may change, within a transaction: its own id and statistics from
 * zero; name, namespace, owner, level and shares are the lineage's, and so are the files of a skill but for its SKILL.md,
 * which the new content takes the place of. What holds one of the files back makes the version a DRAFT.
 *
 * @throws DomainError VERSION_EXISTS (checked first), VERSION_NOT_GREATER, INVALID_FIELD, SECRET_FOUND
 */
export const storeVersion = async (
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
  const files = (await store.skills.files(parent.id)).filter(({ path }) => !isSkillFile(path));
  const found = await foundInFiles(store, parent, files);
  const isHeld = found.some((one) => one.isHeld && one.approval === undefined);
  const pattern = await storePattern(
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
      status: isHeld ? 'DRAFT' : content.status,
      serveAsSkill: content.serveAsSkill ?? parent.serveAsSkill,
    },
  );
  await carryFiles(store, { parent, pattern, files, found });
  return pattern;
};

/** The first version of that many steps above the parent's that its lineage does not have. */
export const freeVersion = async (store: Store, parent: Pattern, bump: VersionBump): Promise<string> => {
  const lineage = await store.patterns.findLineage(parent.lineageId);
  const taken = lineage.filter(({ deletedAt }) => deletedAt === undefined).map(({ version }) => version);
  return nextFreeVersion(parent.version, bump, new Set(taken));
};
