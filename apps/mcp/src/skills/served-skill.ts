import type { Skill } from '@modelcontextprotocol/server/ext/skills';
import type { TmwsCallOptions, TmwsClient } from '@tmws/client';
import { AccessLevel, PatternStatus, type SkillFileInfo } from '@tmws/contract';
import { isNoPattern } from '../failure/to-protocol-error.ts';
import { fileUri, parseSkillUri, type SkillAddress, skillRoot } from './skill-uri.ts';

/** A revision of a pattern as a skill that the caller may read. */
export interface ServedSkill {
  readonly patternId: string;
  readonly revision: number;
  /** URI of its folder. */
  readonly root: string;
  /** Name of its folder, and of the skill. */
  readonly name: string;
  readonly description: string;
  readonly files: readonly SkillFileInfo[];
  /** What hosts get to know of it. */
  readonly entry: Skill;
}

/** The core as the caller of this request reaches it. */
export interface Core {
  readonly client: TmwsClient;
  readonly options: TmwsCallOptions;
  /** Whether only what every agent may read is shown; default false. */
  readonly isPublicOnly?: boolean;
}

const PUBLIC_LEVELS: readonly AccessLevel[] = [AccessLevel.PUBLIC, AccessLevel.SYSTEM];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Undefined where there is nothing for the caller. */
const unlessMissing = async <Answer>(call: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (isNoPattern(error)) return undefined;
    throw error;
  }
};

/**
 * A pattern at a revision as hosts take it. Undefined: not there for this caller, redacted, a DRAFT, whose text nobody
 * has approved, or not for everybody where that is asked.
 */
export const servedSkill = async (
  { client, options, isPublicOnly = false }: Core,
  asked: { readonly patternId: string; readonly revision: number },
): Promise<ServedSkill | undefined> => {
  const request = { ...asked, asAgentSkill: true, withoutFindings: true };
  const found = await unlessMissing(client.skills.getSkill(request, options));
  if (found?.skill === undefined || found.frontmatter === undefined || found.redacted) return undefined;
  const { skill, files, folderName, frontmatter } = found;
  if (skill.status === PatternStatus.DRAFT) return undefined;
  if (isPublicOnly && !PUBLIC_LEVELS.includes(skill.accessLevel)) return undefined;
  const { namespace, agentId: owner, version, revision, patternName } = skill;
  const root = skillRoot({ namespace, owner, version, revision, patternName }, folderName);
  const description = textOf(frontmatter.description);
  const resources = files.map(({ path, sha256, size }) => ({
    uri: fileUri(root, path),
    digest: `sha256:${sha256}`,
    size,
  }));
  const entry = {
    uri: fileUri(root, 'SKILL.md'),
    frontmatter: { ...frontmatter, name: folderName, description },
    resources,
  };
  return { ...asked, root, name: folderName, description, files, entry };
};

/** Undefined where the pattern as it is now is not shown, whatever it was at the revision asked for. */
const patternIdOf = async (core: Core, address: SkillAddress): Promise<string | undefined> => {
  const { client, options, isPublicOnly = false } = core;
  const { namespace, owner, version, patternName } = address;
  const request = { namespace, owner, version, patternName, pageSize: 1 };
  const [pattern] = (await unlessMissing(client.patterns.listPatterns(request, options)))?.patterns ?? [];
  if (pattern === undefined || pattern.status === PatternStatus.DRAFT) return undefined;
  const isForEverybody = pattern.serveAsSkill && PUBLIC_LEVELS.includes(pattern.accessLevel);
  return isPublicOnly && !isForEverybody ? undefined : pattern.id;
};

/** The skill that a URI lies in, and the path in it; `''`: its folder. Undefined: no such skill for this caller. */
export const skillAtUri = async (
  core: Core,
  uri: string,
): Promise<{ readonly skill: ServedSkill; readonly path: string } | undefined> => {
  const place = parseSkillUri(uri);
  if (place === undefined) return undefined;
  const patternId = await patternIdOf(core, place.address);
  if (patternId === undefined) return undefined;
  const skill = await servedSkill(core, { patternId, revision: place.address.revision });
  if (skill === undefined) return undefined;
  // A pattern that was named otherwise at that revision has another address.
  if (uri === skill.root) return { skill, path: '' };
  const path = place.rest.slice(skill.name === place.address.patternName ? 0 : 1).join('/');
  return path !== '' && uri === fileUri(skill.root, path) ? { skill, path } : undefined;
};
