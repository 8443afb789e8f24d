import path from 'node:path';
import {
  type Clock,
  createDemandLog,
  createIndexer,
  type Embedder,
  type Engine,
  loadWordTable,
  systemClock,
} from '@tmws/engine';
import { createPassThroughSkillParser, createStubEmbedder } from '@tmws/engine/testing';
import { createSqliteStorage } from '@tmws/storage';
import { createLancePatternIndex } from '@tmws/vectors';
import { v7 as newId } from 'uuid';

/** What a test brings itself; the rest is as in the core. */
export interface EngineParts {
  readonly embedder?: Embedder | undefined;
  readonly clock?: Clock | undefined;
  readonly newId?: (() => string) | undefined;
  /** Called at each named moment of indexing; kills the process there, or waits. */
  readonly reach?: Parameters<typeof createIndexer>[0]['reach'];
}

/** An engine on real SQLite and real LanceDB, made of the parts that the core makes it of, but for the embedding model. */
export interface RealEngine extends Engine, AsyncDisposable {
  /** Failures that nobody waited for. */
  readonly errors: readonly { readonly activity: string; readonly error: unknown }[];
}

/** Where the parts of a data folder lie. */
export const foldersOf = (folder: string) => ({
  database: path.join(folder, 'tmws.db'),
  backups: path.join(folder, 'backups'),
  vectors: path.join(folder, 'vectors'),
});

/** Opens a data folder as the core does, its indexer started. */
export const buildEngine = async (folder: string, parts: EngineParts = {}): Promise<RealEngine> => {
  const paths = foldersOf(folder);
  const clock = parts.clock ?? systemClock;
  const ids = parts.newId ?? newId;
  const errors: { readonly activity: string; readonly error: unknown }[] = [];
  const onError = (error: unknown, activity: string): void => {
    errors.push({ activity, error });
  };
  const unitOfWork = await createSqliteStorage({
    path: paths.database,
    backupDir: paths.backups,
    productVersion: '0.0.0-test',
  });
  const embedder = parts.embedder ?? createStubEmbedder();
  const index = createLancePatternIndex({ uri: paths.vectors });
  const demandLog = createDemandLog({
    unitOfWork,
    clock,
    newId: ids,
    mode: 'off',
    onError: (error) => onError(error, 'demand'),
  });
  const indexer = createIndexer({ unitOfWork, index, embedder, clock, onError, reach: parts.reach });
  const [wordTable] = await Promise.all([loadWordTable(), indexer.start()]);
  return {
    unitOfWork,
    index,
    indexer,
    embedder,
    skillParser: createPassThroughSkillParser(),
    demandLog,
    clock,
    wordTable,
    newId: ids,
    errors,
    [Symbol.asyncDispose]: async () => {
      await indexer.close();
      await demandLog.close();
      await index.close();
      await embedder.close();
      await unitOfWork.close();
    },
  };
};
