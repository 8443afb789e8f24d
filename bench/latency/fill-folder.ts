import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '@tmws/config';
import type { Embedder } from '@tmws/engine';
import { meaningText, textDigest } from '@tmws/engine/testing';
import { createSqliteStorage } from '@tmws/storage';
import { seededRandom } from '../statistics/interval.ts';
import { BENCH_AGENT, syntheticPattern, syntheticQueries } from './synthetic-patterns.ts';

const PATTERNS_A_TRANSACTION = 500;
const CENTRES = 24;
/** So far do vectors lie from their centre that unrelated ones have the cosines that the model gives unrelated texts. */
const NOISE = 0.55;

/** Vectors of real texts, around which the made-up ones lie: a model's vectors fill a small part of their space. */
const centresOf = async (embedder: Embedder): Promise<readonly Float32Array[]> => {
  const vectors: Float32Array[] = [];
  for (const text of syntheticQueries(CENTRES, 7)) vectors.push(await embedder.embedPassage(text));
  return vectors;
};

const vectorNear = (centre: Float32Array, random: () => number): Float32Array => {
  const spread = (NOISE * Math.sqrt(12)) / Math.sqrt(centre.length);
  const vector = centre.map((value) => value + (random() - 0.5) * spread);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/**
 * Fills a data folder with patterns and vectors, straight through the storage, and with no index: the core that is
 * started on it makes that, and embeds nothing. A folder that was filled before stays as it is.
 */
export const fillFolder = async (
  dataDir: string,
  { patterns, embedder }: { readonly patterns: number; readonly embedder: Embedder },
): Promise<void> => {
  const mark = join(dataDir, 'bench-filled.json');
  if (existsSync(mark)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const paths = dataPaths(dataDir);
  const centres = await centresOf(embedder);
  const random = seededRandom(3);
  const storage = await createSqliteStorage({
    path: paths.database,
    backupDir: paths.backups,
    productVersion: '0.0.0',
  });
  try {
    await storage.write((store) => store.identity.provision(BENCH_AGENT, 'default'));
    for (let from = 0; from < patterns; from += PATTERNS_A_TRANSACTION) {
      const count = Math.min(PATTERNS_A_TRANSACTION, patterns - from);
      const page = Array.from({ length: count }, (_, offset) => syntheticPattern(from + offset));
      const vectors = new Map(
        page.map((pattern) => {
          const centre = centres[Math.floor(random() * centres.length)] ?? new Float32Array();
          return [textDigest(meaningText(pattern)), vectorNear(centre, random)];
        }),
      );
      await storage.write(async (store) => {
        for (const pattern of page) await store.patterns.insert(pattern);
        await store.vectors.save(embedder.model.tag, vectors);
      });
    }
  } finally {
    await storage.close();
  }
  writeFileSync(mark, JSON.stringify({ patterns }));
};
