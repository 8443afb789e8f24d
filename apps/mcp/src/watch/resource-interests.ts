import type { Pattern, WatchPatternsResponse } from '@tmws/contract';
import { parsePatternUri } from '../resources/pattern-uri.ts';

/** A version tree that is listened to: the versions known to be in it. */
interface Tree {
  readonly ids: Set<string>;
  lineageId: string | undefined;
}

/** So many resources a session may hear of. */
export const MOST_INTERESTS = 500;

/** Which resources a session wants to hear of. URIs of no pattern are nothing to hear of. */
export interface ResourceInterests {
  /** False: there are {@link MOST_INTERESTS} already. */
  add(uri: string): boolean;
  delete(uri: string): void;
  /** All of them. */
  uris(): readonly string[];
  /** Names versions of the tree that this URI is of. */
  know(uri: string, versions: readonly Pattern[]): void;
  /** The URIs of the resources that the change concerns. */
  concerned(change: Pick<WatchPatternsResponse, 'patternId' | 'pattern'>): readonly string[];
}

/** Makes the interests of one session. */
export const createResourceInterests = (): ResourceInterests => {
  const patterns = new Map<string, string>();
  const trees = new Map<string, Tree>();

  const grow = (tree: Tree, { id, lineageId }: Pattern): void => {
    tree.ids.add(id);
    tree.lineageId = lineageId;
  };
  return {
    add: (uri) => {
      if (patterns.has(uri) || trees.has(uri)) return true;
      if (patterns.size + trees.size >= MOST_INTERESTS) return false;
      const named = parsePatternUri(uri);
      if (named?.kind === 'pattern') patterns.set(uri, named.id);
      if (named?.kind === 'versions') trees.set(uri, { ids: new Set([named.id]), lineageId: undefined });
      return true;
    },
    delete: (uri) => {
      patterns.delete(uri);
      trees.delete(uri);
    },
    uris: () => [...patterns.keys(), ...trees.keys()],
    know: (uri, versions) => {
      const tree = trees.get(uri);
      if (tree !== undefined) for (const version of versions) grow(tree, version);
    },
    concerned: ({ patternId, pattern }) => {
      const uris = [...patterns].flatMap(([uri, id]) => (id === patternId ? [uri] : []));
      for (const [uri, tree] of trees) {
        const isOfLineage = pattern !== undefined && pattern.lineageId === tree.lineageId;
        if (!isOfLineage && !tree.ids.has(patternId)) continue;
        if (pattern !== undefined) grow(tree, pattern);
        uris.push(uri);
      }
      return uris;
    },
  };
};
