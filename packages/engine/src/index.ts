export { type Clock, systemClock } from './ports/clock.ts';
export type { Embedder, EmbedderState, EmbeddingModel } from './ports/embedder.ts';
export type {
  IndexCandidate,
  IndexRebuild,
  IndexRow,
  IndexSpec,
  IndexState,
  MeaningQuery,
  PatternIndex,
  VectorSpace,
  WordsQuery,
} from './ports/pattern-index.ts';
export type { SkillParser } from './ports/skill-parser.ts';
export type {
  ApplicationRepository,
  DemandRepository,
  IdentityRepository,
  ListCursor,
  Outbox,
  PatternListQuery,
  PatternRepository,
  RequestMemory,
  SkillRepository,
  SkillSource,
  StatisticsFilter,
  Store,
  StoredSkillFile,
  UnitOfWork,
  Usage,
  UsageRepository,
  VectorCache,
} from './ports/store.ts';
