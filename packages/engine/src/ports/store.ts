import type { Condition, JsonObject, Membership, Pattern, UsageRecord } from '@tmws/domain';
import type { AnalyticsRepository } from './analytics-repository.ts';
import type { ApiKeyRepository } from './api-key-repository.ts';
import type { AuditLog } from './audit-log.ts';
import type { CategoryExamples } from './category-examples.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { DemandRepository } from './demand-repository.ts';
import type { DirectoryRepository } from './directory-repository.ts';
import type { EvolutionRepository } from './evolution-repository.ts';
import type { ExperienceRepository } from './experience-repository.ts';
import type { FindingRepository } from './finding-repository.ts';
import type { OpportunityRepository } from './opportunity-repository.ts';
import type { PatternBatch } from './pattern-batch.ts';
import type { PatternRemoval } from './pattern-removal.ts';
import type { ProposalRepository } from './proposal-repository.ts';
import type { RecommendationRepository } from './recommendation-repository.ts';
import type { RevisionRepository } from './revision-repository.ts';
import type { SkillListing } from './skill-listing.ts';
import type { UsageRepository } from './usage-repository.ts';

/** Where a listing goes on. */
export interface ListCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** A page of patterns. */
export interface PatternListQuery {
  readonly where: Condition;
  /** Exact version number; undefined: all. */
  readonly version?: string | undefined;
  /** `created`: oldest first, by creation then id. `proven`: by effectiveness, learning weight, then update, newest first. */
  readonly order: 'created' | 'proven';
  readonly after?: ListCursor | undefined;
  /** For the order `proven`, which has no stable cursor. */
  readonly offset?: number | undefined;
  readonly limit: number;
}

/** Counters that a search can ask for. */
export interface StatisticsFilter {
  readonly minSuccessRate: number;
  readonly minUsageCount: number;
}

/** What tells whether the index holds the present state of a pattern, without its content. */
export type PatternOutline = Pick<Pattern, 'id' | 'revision' | 'updatedAt' | 'status' | 'isHead' | 'deletedAt'>;

/** Who wrote a revision. */
export interface RevisionAuthor {
  readonly agentId: string;
  /** For whom; undefined: for itself. */
  readonly actingFor: string | undefined;
  readonly reason: string | undefined;
}

/** Patterns, and the content that each revision had. */
export interface PatternRepository {
  /** Stores a new pattern and its first revision, with a reason where it has one. @throws DomainError PATTERN_EXISTS or VERSION_EXISTS where (namespace, owner, name, version) is taken */
  insert(pattern: Pattern, reason?: string): Promise<void>;
  /** Writes all of a pattern but its counters and its place in the tree, and keeps its content as the revision that it names. @throws DomainError PATTERN_EXISTS where (namespace, owner, name, version) is taken */
  update(pattern: Pattern, revision: RevisionAuthor): Promise<void>;
  find(id: string): Promise<Pattern | undefined>;
  /** Those of the ids that exist, in any order. */
  findMany(ids: readonly string[]): Promise<readonly Pattern[]>;
  /** The undeleted versions of a name of an owner in a namespace. */
  findByName(key: {
    readonly namespace: string;
    readonly agentId: string;
    readonly patternName: string;
  }): Promise<readonly Pattern[]>;
  findLineage(lineageId: string): Promise<readonly Pattern[]>;
  list(query: PatternListQuery): Promise<readonly Pattern[]>;
  count(where: Condition): Promise<number>;
  /** Ids of the patterns that pass both, at most `limit`. */
  idsByStatistics(where: Condition, filter: StatisticsFilter, limit: number): Promise<readonly string[]>;
  /** All ids, in pages, in the order of creation. */
  pages(size: number): AsyncIterable<readonly Pattern[]>;
  /** The outline of every pattern, deleted ones too, in pages. */
  outlines(size: number): AsyncIterable<readonly PatternOutline[]>;
  /** Marks this version, and no other of its lineage, as the head; none where the id is undefined. Returns the ids whose mark changed. */
  setHead(lineageId: string, headId: string | undefined): Promise<readonly string[]>;
  /** Writes the counters, which change neither revision nor time of update. */
  saveUsage(id: string, usage: UsageRecord): Promise<void>;
}

/** A stored file of a skill. */
export interface StoredSkillFile {
  readonly path: string;
  /** Unix permission bits. */
  readonly mode: number;
  readonly size: number;
  /** SHA-256 of the content, lower-case hexadecimal. */
  readonly digest: string;
}

/** Where an imported pattern came from. */
export interface SkillSource {
  readonly patternId: string;
  /** What tells the import's root from others. */
  readonly root: string;
  /** Path of the skill's folder below the root. */
  readonly path: string;
  /** SHA-256 over the paths, modes and digests of all its files. */
  readonly digest: string;
  readonly importedAt: Date;
}

/** Skills as they were imported: every file, byte for byte, equal contents stored once. */
export interface SkillRepository extends SkillListing, CategoryExamples {
  addFiles(
    patternId: string,
    files: readonly {
      readonly path: string;
      readonly mode: number;
      readonly digest: string;
      readonly content: Uint8Array;
    }[],
  ): Promise<void>;
  /** Gives a pattern files that another one has. */
  shareFiles(patternId: string, from: string, files: readonly StoredSkillFile[]): Promise<void>;
  files(patternId: string): Promise<readonly StoredSkillFile[]>;
  /** The bytes of one file; undefined where the pattern has none of that path. */
  readFile(
    patternId: string,
    path: string,
  ): Promise<{ readonly file: StoredSkillFile; readonly content: Uint8Array } | undefined>;
  /** The contents of a pattern's files that are no larger than `largest` bytes. */
  contents(
    patternId: string,
    largest: number,
  ): Promise<readonly { readonly path: string; readonly content: Uint8Array }[]>;
  addSource(source: SkillSource): Promise<void>;
  /** Sources of the owner's undeleted patterns with that root and path, the newest first. */
  sourcesAt(agentId: string, root: string, path: string): Promise<readonly SkillSource[]>;
  /** Sources of the owner's undeleted patterns with that digest. */
  sourcesOf(agentId: string, digest: string): Promise<readonly SkillSource[]>;
  /** Sources of the owner's undeleted patterns below that root, the newest first. */
  sourcesBelow(agentId: string, root: string): Promise<readonly SkillSource[]>;
  countSkills(where: Condition): Promise<number>;
}

/** Agents, namespaces and memberships. */
export interface IdentityRepository {
  findAgent(
    agentId: string,
  ): Promise<
    { readonly agentId: string; readonly defaultNamespace: string; readonly systemAdmin: boolean } | undefined
  >;
  memberships(agentId: string): Promise<readonly Membership[]>;
  /** Adds what is missing of the agent, the namespace and the membership. The first agent of an empty folder becomes system admin. */
  provision(agentId: string, namespace: string): Promise<void>;
}

/** First answers to mutating calls, so that a repeated call acts once. */
export interface RequestMemory {
  find(
    agentId: string,
    requestId: string,
    since: Date,
  ): Promise<{ readonly digest: string; readonly answer: JsonObject } | undefined>;
  remember(entry: {
    readonly agentId: string;
    readonly requestId: string;
    readonly digest: string;
    readonly answer: JsonObject;
    readonly at: Date;
  }): Promise<void>;
  forgetBefore(time: Date): Promise<void>;
}

/** Answers of apply_pattern, so that an outcome can name them later. */
export interface ApplicationRepository {
  insert(application: {
    readonly id: string;
    readonly agentId: string;
    readonly query: string;
    readonly at: Date;
    /** Whether it needs no reminder. */
    readonly isMentioned: boolean;
    readonly patterns: readonly { readonly patternId: string; readonly rank: number; readonly similarity: number }[];
  }): Promise<void>;
  /** An application by its id: whose it is, and the use whose outcome was reported for each of its patterns, undefined where none was. */
  find(
    id: string,
  ): Promise<{ readonly agentId: string; readonly usageIds: ReadonlyMap<string, string | undefined> } | undefined>;
  /** The agent's newest application before `before` none of whose patterns has an outcome and that was not mentioned yet; marks it as mentioned. */
  takeOpen(
    agentId: string,
    before: Date,
  ): Promise<
    | { readonly id: string; readonly query: string; readonly at: Date; readonly patternIds: readonly string[] }
    | undefined
  >;
}

/** Changes of rows that the index does not have yet. Written in the transaction of the change. */
export interface Outbox {
  add(patternIds: readonly string[], at: Date): Promise<void>;
  /** The oldest entries: for `words`, not in the index yet; for `meaning`, in it without a vector. */
  pending(
    stage: 'words' | 'meaning',
    limit: number,
  ): Promise<readonly { readonly sequence: number; readonly patternId: string }[]>;
  countPending(stage: 'words' | 'meaning'): Promise<number>;
  /** The words of these entries are indexed; their vectors are not. */
  markWords(sequences: readonly number[]): Promise<void>;
  /** These entries are done. */
  complete(sequences: readonly number[]): Promise<void>;
}

/** Vectors kept by the digest of their text and model, so that no text is embedded twice. */
export interface VectorCache {
  /** The vectors that are there, by digest. */
  find(model: string, digests: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  save(model: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** All rows, as one unit of work sees them. */
export interface Store {
  readonly patterns: PatternRepository;
  readonly usages: UsageRepository;
  readonly recommendations: RecommendationRepository;
  readonly skills: SkillRepository;
  readonly identity: IdentityRepository;
  readonly apiKeys: ApiKeyRepository;
  readonly directory: DirectoryRepository;
  readonly requests: RequestMemory;
  readonly applications: ApplicationRepository;
  readonly demand: DemandRepository;
  readonly experiences: ExperienceRepository;
  readonly opportunities: OpportunityRepository;
  readonly outbox: Outbox;
  readonly vectors: VectorCache;
  readonly audit: AuditLog;
  readonly analytics: AnalyticsRepository;
  readonly proposals: ProposalRepository;
  readonly evolutions: EvolutionRepository;
  readonly findings: FindingRepository;
  readonly changes: ChangeFeed;
  readonly batch: PatternBatch;
  readonly revisions: RevisionRepository;
  readonly removal: PatternRemoval;
}

/** Runs work on the rows. */
export interface UnitOfWork {
  /** Without a transaction: each query sees what is committed. */
  read<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /**
   * In one transaction: all of it is committed, durable when the promise resolves, or nothing is.
   *
   * @throws DomainError STORAGE_FULL where the disk is full; nothing was changed
   */
  write<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** Calls back after each commit that changed patterns, until the function that it returns is called. */
  watch(tell: () => void): () => void;
  /** Version of the schema of the rows. */
  schemaVersion(): number;
  close(): Promise<void>;
}
