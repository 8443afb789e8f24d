import type { JsonObject, Membership, Pattern } from '@tmws/domain';
import type { ApiKey } from '../ports/api-key-repository.ts';
import type { AuditEntry } from '../ports/audit-log.ts';
import type { FeedChange } from '../ports/change-feed.ts';
import type { Evolution } from '../ports/evolution-repository.ts';
import type { Experience } from '../ports/experience-repository.ts';
import type { KeptFinding } from '../ports/finding-repository.ts';
import type { Proposal } from '../ports/proposal-repository.ts';
import type { Revision } from '../ports/revision-repository.ts';
import type { SkillSource, StoredSkillFile } from '../ports/store.ts';
import type { Usage } from '../ports/usage-repository.ts';

/** A file of a skill with its bytes. */
export interface MemorySkillFile {
  readonly file: StoredSkillFile;
  readonly content: Uint8Array;
}

/** An agent as the identity tables hold it. */
export interface MemoryAgent {
  readonly agentId: string;
  readonly defaultNamespace: string;
  readonly systemAdmin: boolean;
}

/** A first answer under a request id. */
export interface MemoryAnswer {
  readonly digest: string;
  readonly answer: JsonObject;
  readonly at: Date;
}

/** An answer of apply_pattern. */
export interface MemoryApplication {
  readonly id: string;
  readonly agentId: string;
  readonly query: string;
  readonly at: Date;
  readonly patterns: readonly { readonly patternId: string; readonly rank: number; readonly similarity: number }[];
  readonly mentioned: boolean;
}

/** A search that was made. */
export interface MemoryDemand {
  readonly id: string;
  readonly namespace: string;
  readonly agentId: string;
  readonly query: string;
  readonly bestSimilarity: number | undefined;
  readonly at: Date;
}

/** A change that the index does not have yet. */
export interface MemoryOutboxEntry {
  readonly sequence: number;
  readonly patternId: string;
  readonly at: Date;
  readonly stage: 'words' | 'meaning';
}

/** Every row of the memory store. The values are never changed in place, so that copying the maps copies the state. */
export interface MemoryState {
  readonly patterns: Map<string, Pattern>;
  /** By pattern id and revision: `id revision`. */
  readonly revisions: Map<string, Revision>;
  readonly usages: Map<string, Usage>;
  /** By pattern id, then path. */
  readonly files: Map<string, ReadonlyMap<string, MemorySkillFile>>;
  readonly sources: Map<string, SkillSource>;
  readonly agents: Map<string, MemoryAgent>;
  /** By agent, oldest first. */
  readonly memberships: Map<string, readonly Membership[]>;
  readonly apiKeys: Map<string, ApiKey>;
  /** By agent and request id: `agent request`. */
  readonly answers: Map<string, MemoryAnswer>;
  readonly applications: Map<string, MemoryApplication>;
  readonly demand: Map<string, MemoryDemand>;
  readonly experiences: Map<string, Experience>;
  /** By pattern id: a pattern has one open entry at most. */
  readonly outbox: Map<string, MemoryOutboxEntry>;
  /** By model tag, then digest. */
  readonly vectors: Map<string, ReadonlyMap<string, Float32Array>>;
  readonly audit: AuditEntry[];
  readonly proposals: Map<string, Proposal>;
  readonly evolutions: Map<string, Evolution>;
  /** By pattern id and revision: `id revision`. */
  readonly findings: Map<string, readonly KeptFinding[]>;
  readonly changes: FeedChange[];
  /** One at most. */
  readonly tokenKeys: Uint8Array[];
  readonly lastSequence: { value: number };
  readonly effectivenessRefreshedAt: { value: Date | undefined };
}

/** A store without rows. */
export const emptyMemoryState = (): MemoryState => ({
  patterns: new Map(),
  revisions: new Map(),
  usages: new Map(),
  files: new Map(),
  sources: new Map(),
  agents: new Map(),
  memberships: new Map(),
  apiKeys: new Map(),
  answers: new Map(),
  applications: new Map(),
  demand: new Map(),
  experiences: new Map(),
  outbox: new Map(),
  vectors: new Map(),
  audit: [],
  proposals: new Map(),
  evolutions: new Map(),
  findings: new Map(),
  changes: [],
  tokenKeys: [],
  lastSequence: { value: 0 },
  effectivenessRefreshedAt: { value: undefined },
});

/** A copy that can be changed while the original stays. */
export const copyMemoryState = (state: MemoryState): MemoryState => ({
  patterns: new Map(state.patterns),
  revisions: new Map(state.revisions),
  usages: new Map(state.usages),
  files: new Map(state.files),
  sources: new Map(state.sources),
  agents: new Map(state.agents),
  memberships: new Map(state.memberships),
  apiKeys: new Map(state.apiKeys),
  answers: new Map(state.answers),
  applications: new Map(state.applications),
  demand: new Map(state.demand),
  experiences: new Map(state.experiences),
  outbox: new Map(state.outbox),
  vectors: new Map(state.vectors),
  audit: [...state.audit],
  proposals: new Map(state.proposals),
  evolutions: new Map(state.evolutions),
  findings: new Map(state.findings),
  changes: [...state.changes],
  tokenKeys: [...state.tokenKeys],
  lastSequence: { value: state.lastSequence.value },
  effectivenessRefreshedAt: { value: state.effectivenessRefreshedAt.value },
});
