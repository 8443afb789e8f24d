import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EmbeddingModel } from '@tmws/engine';
import { recall, remember } from './memory-file.ts';

/** What a model behind an endpoint shows of itself only when it is asked. */
export interface EndpointFacts {
  readonly dimensions: number;
  /** Median cosine of texts that have nothing to do with each other. */
  readonly unrelatedScore: number;
}

/** The file that keeps what is learnt of a model behind an endpoint; undefined where nothing is kept. */
export function endpointMemory(
  memoryDir: string | undefined,
  endpoint: { readonly shownUrl: string; readonly model: string },
): string | undefined {
  if (memoryDir === undefined) return undefined;
  const digest = createHash('sha256').update(`${endpoint.shownUrl}\n${endpoint.model}`).digest('hex');
  return join(memoryDir, `endpoint-${digest.slice(0, 12)}.json`);
}

/** What an earlier run learnt, or undefined. */
export function recallEndpoint(path: string | undefined): EndpointFacts | undefined {
  const { dimensions, unrelatedScore } = recall(path) ?? {};
  if (typeof dimensions !== 'number' || typeof unrelatedScore !== 'number') return undefined;
  return Number.isInteger(dimensions) && dimensions > 0 ? { dimensions, unrelatedScore } : undefined;
}

/** Keeps what was learnt for the next run. */
export function rememberEndpoint(path: string | undefined, model: string, facts: EndpointFacts): void {
  remember(path, { model, dimensions: facts.dimensions, unrelatedScore: facts.unrelatedScore });
}

/**
 * What the rest of the product knows of a model behind an endpoint. While nothing was learnt it has vectors of one
 * number and a name of which no vectors are stored.
 */
export function endpointModel(name: string, facts: EndpointFacts | undefined): EmbeddingModel {
  return {
    name,
    tag: `${name}-${facts === undefined ? 'unseen' : facts.dimensions}`,
    dimensions: facts?.dimensions ?? 1,
    similarity: undefined,
    neutralSimilarity: undefined,
    cosineSimilarity: undefined,
    duplicateMark: undefined,
    unrelatedScore: facts?.unrelatedScore ?? 0,
    languageNeutral: undefined,
  };
}
