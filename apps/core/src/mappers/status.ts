import {
  CalibrationState,
  type Embedder,
  type GetStatusResponse,
  type ReindexRequest,
  type ReindexResponse,
} from '@tmws/contract';
import type { ReindexProgress, Status } from '@tmws/engine';
import type { CoreInfo } from '../core-info.ts';
import type { ProgressReport } from '../services/admin/progress-of.ts';
import { EMBEDDER_STATE_NUMBERS, INDEX_STATE_NUMBERS } from './enum-names.ts';
import { everyFieldIsRead } from './every-field.ts';
import { refuseUnbuilt } from './refuse-unbuilt.ts';

const toEmbedder = ({ model, embedder, pendingEmbeddings }: Status): Embedder => ({
  name: model.name,
  dimensions: model.dimensions,
  calibration: {
    state: model.similarity === undefined ? CalibrationState.UNCALIBRATED : CalibrationState.CALIBRATED,
    slope: model.similarity?.slope,
    intercept: model.similarity?.intercept,
    duplicate: model.duplicateMark,
  },
  active: true,
  state: EMBEDDER_STATE_NUMBERS[embedder.kind],
  reason: embedder.kind === 'unavailable' ? embedder.reason : '',
  installed: embedder.kind !== 'unavailable',
  pending: pendingEmbeddings,
});

/** The answer of GetStatus. */
export const toGetStatusResponse = (status: Status, info: CoreInfo): GetStatusResponse => ({
  version: info.version,
  startedAt: info.startedAt,
  uptime: (Date.now() - info.startedAt.getTime()) / 1_000,
  dataDir: info.dataDir,
  address: info.address,
  patternCount: status.patternCount,
  skillCount: status.skillCount,
  pendingEmbeddings: status.pendingEmbeddings,
  index: {
    rows: status.index.rows,
    generation: status.index.generation,
    state: INDEX_STATE_NUMBERS[status.index.state.kind],
    pendingWrites: status.pendingWrites,
  },
  embedder: toEmbedder(status),
  degraded: status.degradedReasons.length > 0,
  degradedReasons: [...status.degradedReasons],
  schemaVersion: status.schemaVersion,
  nodeVersion: process.versions.node,
  processId: process.pid,
});

/** Checks what Reindex asks for. @throws CallRefusal NOT_IMPLEMENTED */
export const fromReindexRequest = (request: ReindexRequest): { readonly requestId: string | undefined } => {
  const { reembed, requestId, ...unread } = request;
  everyFieldIsRead(unread);
  refuseUnbuilt('Reindex', { reembed });
  return { requestId };
};

/** How far a rebuild of the index is. */
export const toReindexResponse = ({ progress, stage }: ProgressReport<ReindexProgress>): ReindexResponse => ({
  done: progress.done,
  total: progress.total,
  state: INDEX_STATE_NUMBERS[stage === 'done' ? 'ready' : 'rebuilding'],
});
