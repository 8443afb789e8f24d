import { all, any, type Caller, is, isIn, type JsonObject, type Pattern, type PatternStatus } from '@tmws/domain';
import type { Engine } from '../engine.ts';
import { pageSizeOf } from '../page-size.ts';
import { readPageToken, writePageToken } from '../page-token.ts';
import { withKnownParents } from '../pattern/with-known-parents.ts';
import type { SkillCursor, SkillListQuery } from '../ports/skill-listing.ts';
import type { Store } from '../ports/store.ts';
import { listable } from '../search/visible.ts';
import { type SkillView, toSkillView } from './skill-view.ts';

/** Which skills are asked for. */
export interface ListSkillsInput {
  readonly namespace: string | undefined;
  /** Owner. */
  readonly agentId: string | undefined;
  /** True: those listed as Agent Skills, with or without files. False: the others. Undefined: both, with files. */
  readonly serveAsSkill: boolean | undefined;
  /** Exact name. */
  readonly patternName: string | undefined;
  /** Imported from this root, as the sender named it. */
  readonly sourceRoot?: string | undefined;
  /** One of these; none: any. */
  readonly statuses?: readonly PatternStatus[] | undefined;
  /** 1–200; 0 means 50. */
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of skills. */
export interface ListSkillsResult {
  readonly skills: readonly SkillView[];
  readonly nextPageToken: string;
}

const cursorOf = (position: JsonObject | undefined): SkillCursor | undefined =>
  typeof position?.effectiveness === 'number' &&
  typeof position.learningWeight === 'number' &&
  typeof position.id === 'string'
    ? { effectiveness: position.effectiveness, learningWeight: position.learningWeight, id: position.id }
    : undefined;

const servedOf = (serveAsSkill: boolean | undefined): 'yes' | 'no' | 'any' => {
  if (serveAsSkill === undefined) return 'any';
  return serveAsSkill ? 'yes' : 'no';
};

const positionOf = (pattern: Pattern): SkillCursor => ({
  effectiveness: pattern.usage.effectiveness,
  learningWeight: pattern.learningWeight,
  id: pattern.id,
});

interface Reading {
  readonly store: Store;
  readonly caller: Caller;
}

const views = async ({ store, caller }: Reading, query: SkillListQuery): Promise<readonly SkillView[]> => {
  const outlines = await store.skills.listSkills(query);
  const rows = await store.patterns.findMany(outlines.map(({ patternId }) => patternId));
  const patterns = await withKnownParents(store, { caller }, rows);
  const byId = new Map(patterns.map((pattern) => [pattern.id, pattern]));
  return outlines.flatMap((outline) => {
    const pattern = byId.get(outline.patternId);
    return pattern === undefined ? [] : [toSkillView(pattern, outline)];
  });
};

/** The first skills of a root; the root stands in the pattern's data, so all are looked at until there are enough. */
const fromRoot = async (
  reading: Reading,
  root: string | undefined,
  query: SkillListQuery,
): Promise<readonly SkillView[]> => {
  if (root === undefined || root === '') return views(reading, query);
  const found: SkillView[] = [];
  let { after } = query;
  while (found.length < query.limit) {
    const page = await views(reading, { ...query, after });
    found.push(...page.filter(({ sourceRoot }) => sourceRoot === root));
    const last = page.at(-1)?.pattern;
    if (last === undefined || page.length < query.limit) return found;
    after = positionOf(last);
  }
  return found;
};

/**
 * The readable skills, of each lineage its head and the caller's drafts, by effectiveness, then learning weight.
 *
 * @throws DomainError INVALID_FIELD, PAGE_TOKEN_INVALID
 */
export const listSkills = async (engine: Engine, caller: Caller, input: ListSkillsInput): Promise<ListSkillsResult> => {
  const size = pageSizeOf(input.pageSize);
  const binding = {
    agentId: caller.agentId,
    parameters: JSON.parse(JSON.stringify({ ...input, pageToken: undefined })) satisfies JsonObject,
  };
  const after = cursorOf(readPageToken(binding, input.pageToken));
  const { patternName } = input;
  const where = all(
    listable(caller, input),
    any(is('isHead'), isIn('status', ['DRAFT'])),
    ...(patternName === undefined || patternName === '' ? [] : [isIn('patternName', [patternName.normalize('NFC')])]),
  );
  const query = { where, served: servedOf(input.serveAsSkill), limit: size + 1 };
  const found = await engine.unitOfWork.read((store) =>
    fromRoot({ store, caller }, input.sourceRoot, { ...query, after }),
  );
  const skills = found.slice(0, size);
  const last = skills.at(-1)?.pattern;
  if (found.length <= size || last === undefined) return { skills, nextPageToken: '' };
  return { skills, nextPageToken: writePageToken(binding, { ...positionOf(last) }) };
};
