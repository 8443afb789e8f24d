import { CalibrationState, EmbedderState, IndexState } from '@tmws/contract';
import type { Status } from '@tmws/engine';
import { expect, test } from 'vitest';
import { toGetStatusResponse } from './status.ts';

const INFO = { version: '1.2.3', startedAt: new Date(Date.now() - 5_000), dataDir: '/data', address: 'unix:/socket' };

/** A status in which no number is another's. */
const STATUS: Status = {
  patternCount: 11,
  skillCount: 2,
  pendingEmbeddings: 7,
  pendingWrites: 3,
  model: {
    name: 'of-a-test',
    tag: 'of-a-test',
    dimensions: 384,
    similarity: { kind: 'logistic', slope: 21, intercept: -17 },
    neutralSimilarity: undefined,
    cosineSimilarity: undefined,
    duplicateMark: 0.97,
    unrelatedScore: 0.7,
    languageNeutral: undefined,
  },
  embedder: { kind: 'loading' },
  index: { state: { kind: 'ready' }, generation: 5, rows: 13 },
  schemaVersion: 4,
  degradedReasons: ['The model loads.'],
};

test('a status is told with every count, the calibration and what is less than whole [grpc.status]', () => {
  const told = toGetStatusResponse(STATUS, INFO);
  expect(told).toMatchObject({
    version: '1.2.3',
    patternCount: 11,
    skillCount: 2,
    pendingEmbeddings: 7,
    index: { rows: 13, generation: 5, state: IndexState.READY, pendingWrites: 3 },
    embedder: {
      name: 'of-a-test',
      state: EmbedderState.LOADING,
      pending: 7,
      calibration: { state: CalibrationState.CALIBRATED, slope: 21, intercept: -17, duplicate: 0.97 },
    },
    degraded: true,
    degradedReasons: ['The model loads.'],
    schemaVersion: 4,
  });
  expect(told.uptime).toBeGreaterThanOrEqual(5);
});

test('a model without calibration is said to have none [grpc.status]', () => {
  const model = { ...STATUS.model, similarity: undefined, duplicateMark: undefined };
  const { embedder, degraded } = toGetStatusResponse({ ...STATUS, model, degradedReasons: [] }, INFO);
  expect(embedder?.calibration).toMatchObject({ state: CalibrationState.UNCALIBRATED, slope: undefined });
  expect(degraded).toBe(false);
});
