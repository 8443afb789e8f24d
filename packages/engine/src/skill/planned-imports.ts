import type { Pattern } from '@tmws/domain';
import type { SkillSource, StoredSkillFile } from '../ports/store.ts';
import type { ImportView } from './import-view.ts';
import type { DigestedFile } from './skill-digest.ts';

/** What the skills of one stream would have become, so that the later ones are decided as if it were stored. */
export interface PlannedImports {
  add(pattern: Pattern, files: readonly DigestedFile[]): void;
  addSource(source: SkillSource, owner: string): void;
  /** Notes that the lineage would be ACTIVE again. Returns whether this is new. */
  addReturn(lineageId: string): boolean;
  /** Whether the pattern is only planned. */
  has(patternId: string): boolean;
  /** The stored rows with the planned ones among them. */
  over(stored: ImportView): ImportView;
}

const createLists = <T>(): { add: (key: string, value: T) => void; of: (key: string) => readonly T[] } => {
  const lists = new Map<string, T[]>();
  return {
    add: (key, value) => {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [value]);
      else list.push(value);
    },
    of: (key) => lists.get(key) ?? [],
  };
};

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** Starts with nothing planned. */
export const createPlannedImports = (): PlannedImports => {
  const byId = new Map<string, Pattern>();
  const filesOf = new Map<string, readonly StoredSkillFile[]>();
  const byName = createLists<Pattern>();
  const byLineage = createLists<Pattern>();
  const byPlace = createLists<SkillSource>();
  const byDigest = createLists<SkillSource>();
  const back = new Set<string>();
  return {
    add: (pattern, files) => {
      byId.set(pattern.id, pattern);
      filesOf.set(
        pattern.id,
        files.map(({ path, mode, digest, content }) => ({ path, mode, digest, size: content.length })),
      );
      byName.add(keyOf(pattern.namespace, pattern.agentId, pattern.patternName), pattern);
      byLineage.add(pattern.lineageId, pattern);
    },
    addSource: (source, owner) => {
      byPlace.add(keyOf(owner, source.root, source.path), source);
      byDigest.add(keyOf(owner, source.digest), source);
    },
    addReturn: (lineageId) => {
      const isNew = !back.has(lineageId);
      back.add(lineageId);
      return isNew;
    },
    has: (patternId) => byId.has(patternId),
    over: ({ patterns, skills, findings }) => ({
      findings,
      patterns: {
        find: async (id) => byId.get(id) ?? patterns.find(id),
        findByName: async (key) => [
          ...(await patterns.findByName(key)),
          ...byName.of(keyOf(key.namespace, key.agentId, key.patternName)),
        ],
        findLineage: async (lineageId) => [...(await patterns.findLineage(lineageId)), ...byLineage.of(lineageId)],
      },
      skills: {
        sourcesAt: async (agentId, root, path) => [
          ...byPlace.of(keyOf(agentId, root, path)).toReversed(),
          ...(await skills.sourcesAt(agentId, root, path)),
        ],
        sourcesOf: async (agentId, digest) => [
          ...byDigest.of(keyOf(agentId, digest)).toReversed(),
          ...(await skills.sourcesOf(agentId, digest)),
        ],
        files: async (patternId) => filesOf.get(patternId) ?? skills.files(patternId),
      },
    }),
  };
};
