import { type Config, dataPaths } from '@tmws/config';
import { type CreateEmbedderOptions, createEmbedder } from '@tmws/embeddings';
import { createDemandLog, createIndexer, loadWordTable, systemClock } from '@tmws/engine';
import { createSqliteStorage } from '@tmws/storage';
import { createLancePatternIndex } from '@tmws/vectors';
import type { Logger } from 'pino';
import { v7 as newId } from 'uuid';
import { PRODUCT_VERSION } from './product-version.ts';
import type { CoreEngine } from './services/service-context.ts';
import { createWorkerSkillParser } from './skill-parser/create-worker-skill-parser.ts';
import type { Teardown } from './start/teardown.ts';
import type { Tracing } from './telemetry/start-tracing.ts';

const embedderChoice = (config: Config): Pick<CreateEmbedderOptions, 'preset' | 'endpoint'> => {
  const { embedder, embedderModel, embedderApiKey } = config;
  return /^https?:/.test(embedder)
    ? { endpoint: { url: embedder, model: embedderModel, apiKey: embedderApiKey } }
    : { preset: embedder };
};

/** What a call asks of the index; maintenance belongs to none. */
const INDEX_METHODS = ['searchWords', 'searchMeaning', 'count', 'upsert', 'remove'] as const;

const tracedEngine = (engine: CoreEngine, { traced }: Tracing): CoreEngine => ({
  ...engine,
  unitOfWork: traced('rows', engine.unitOfWork, ['read', 'write']),
  index: traced('index', engine.index, INDEX_METHODS),
  indexer: traced('indexer', engine.indexer, ['settle']),
  embedder: traced('embedder', engine.embedder, ['embedQuery', 'embedPassage']),
});

/**
 * Makes everything that the use cases work with, on the data folder of the configuration, and says how each part ends.
 * The model goes on loading behind it.
 *
 * @throws DomainError SCHEMA_NEWER, STORAGE_NOT_WRITABLE, STORAGE_FULL; INVALID_FIELD for an embedder that cannot be
 */
export const buildEngine = async (
  config: Config,
  {
    log,
    teardown,
    tracing,
  }: { readonly log: Logger; readonly teardown: Teardown; readonly tracing: Tracing | undefined },
): Promise<CoreEngine> => {
  const paths = dataPaths(config.dataDir);
  const clock = systemClock;
  const unitOfWork = await createSqliteStorage({
    path: paths.database,
    backupDir: paths.backups,
    productVersion: PRODUCT_VERSION,
  });
  teardown.add(() => unitOfWork.close());
  const modelDirs = config.modelDir === undefined ? [paths.models] : [config.modelDir, paths.models];
  const embedder = await createEmbedder({ ...embedderChoice(config), modelDirs, memoryDir: paths.models });
  teardown.add(() => embedder.close());
  const index = createLancePatternIndex({ uri: config.vectorUri ?? paths.vectors });
  teardown.add(() => index.close());
  const skillParser = createWorkerSkillParser();
  teardown.add(() => skillParser.close());
  const demandLog = createDemandLog({
    unitOfWork,
    clock,
    newId,
    mode: config.demandLog,
    onError: (error) => log.warn({ err: error }, 'The searches of the last minute could not be remembered'),
  });
  teardown.add(() => demandLog.close());
  const indexer = createIndexer({
    unitOfWork,
    index,
    embedder,
    clock,
    onError: (error, activity) => log.warn({ err: error, activity }, 'Indexing met an error and tries again'),
  });
  teardown.add(() => indexer.close());
  const [wordTable] = await Promise.all([loadWordTable(), indexer.start()]);
  const engine = { unitOfWork, index, indexer, embedder, skillParser, demandLog, clock, wordTable, newId };
  return tracing === undefined ? engine : tracedEngine(engine, tracing);
};
