import type { TmwsClient } from '@tmws/client';
import { AccessLevel, type BatchCreateResult, CreatePatternRequest } from '@tmws/contract';
import { type BatchRefusal, readRefusal } from './batch-refusal.ts';
import { knownNames } from './known-names.ts';
import { LegacyFindings } from './legacy-finding.ts';
import type { LegacyPattern } from './legacy-pattern.ts';
import type { LegacyAction, LegacyResult } from './legacy-report.ts';
import { NameClaims } from './name-claims.ts';
import { nextAttempt, type Remedy } from './next-attempt.ts';
import { type Place, type Places, SYSTEM_AGENT } from './places.ts';
import type { Importer } from './to-origin.ts';
import { type Prepared, toRequest } from './to-request.ts';
import type { LegacyUse } from './usage-history.ts';

const MOST_ITEMS = 100;
const MOST_BYTES = 1024 * 1024;
/** A batch may have 3 MiB. */
const MOST_BYTES_OF_ONE = 2.9 * 1024 * 1024;

interface Queued {
  readonly prepared: Prepared;
  readonly request: CreatePatternRequest;
  readonly remedies: readonly Remedy[];
}

/** What an importer works with. */
export interface ImporterOptions {
  readonly keepOwners: boolean;
  readonly dryRun: boolean;
  /** Called when the fate of a pattern is known. */
  readonly onDone: () => void;
}

const sizeOf = (request: CreatePatternRequest): number => CreatePatternRequest.encode(request).finish().length;

/** The request within what one call may have: where it is larger, without the contexts of uses. */
const fitted = (request: CreatePatternRequest, findings: LegacyFindings): CreatePatternRequest => {
  const { origin } = request;
  if (origin === undefined || sizeOf(request) <= MOST_BYTES_OF_ONE) return request;
  findings.warn('history_cut', 'Its history is larger than 2.9 MiB.', 'The contexts of its uses are left out.');
  const uses = origin.uses.map((use) => ({ ...use, contextData: undefined }));
  return { ...request, origin: { ...origin, uses } };
};

/** Stores patterns in batches, each once, and knows what became of each. */
export class LegacyImporter {
  readonly #client: TmwsClient;
  readonly #places: Places;
  readonly #options: ImporterOptions;
  readonly #importer: Importer;
  readonly #claims: NameClaims;
  readonly #results: LegacyResult[] = [];
  /** The id here, and name and place, of each pattern that is here, by its id there. */
  readonly #stored = new Map<string, { readonly patternId: string; readonly lineage: string }>();
  /** The names of what is here by id, for a dry run. */
  #known: ReadonlyMap<string, string> | undefined;
  #queue: Queued[] = [];
  #bytes = 0;

  constructor(client: TmwsClient, places: Places, options: ImporterOptions) {
    this.#client = client;
    this.#places = places;
    this.#options = options;
    const { agentId, systemAdmin } = places.caller;
    this.#importer = { agentId, systemAdmin, keepsOwner: options.keepOwners };
    this.#claims = new NameClaims(client);
  }

  /** What became of each pattern so far. */
  get results(): readonly LegacyResult[] {
    return this.#results;
  }

  /** Takes a pattern on, and sends a batch where one is full. */
  async add(pattern: LegacyPattern, history: readonly LegacyUse[]): Promise<void> {
    const findings = new LegacyFindings(pattern.findings);
    const place = await this.#places.of(pattern, findings);
    const parentPatternId = this.#parentOf(pattern, place, findings);
    const patternName =
      parentPatternId === undefined
        ? await this.#claims.claim(pattern, place, { agentId: this.#ownerOf(place), findings })
        : pattern.patternName;
    await this.#enqueue({ pattern, history, place, parentPatternId, patternName, findings }, []);
  }

  /** Sends what is waiting, and what comes of it. */
  async flush(): Promise<void> {
    while (this.#queue.length > 0) await this.#send();
  }

  #ownerOf({ agentId, accessLevel }: Place): string {
    if (accessLevel === AccessLevel.SYSTEM) return SYSTEM_AGENT;
    return agentId ?? this.#places.caller.agentId;
  }

  #lineageOf(patternName: string, place: Place): string {
    return JSON.stringify([this.#ownerOf(place), place.namespace, patternName]);
  }

  #parentOf(pattern: LegacyPattern, place: Place, findings: LegacyFindings): string | undefined {
    const { parentId } = pattern;
    if (parentId === undefined) return undefined;
    const parent = this.#stored.get(parentId);
    if (parent?.lineage === this.#lineageOf(pattern.patternName, place)) return parent.patternId;
    const why = parent === undefined ? 'is not among the patterns' : 'has another name, owner or namespace';
    findings.warn('parent_not_kept', `Its parent ${parentId} ${why}.`, 'Stored without a parent.');
    return undefined;
  }

  async #enqueue(prepared: Prepared, remedies: readonly Remedy[]): Promise<void> {
    // Another attempt meets the same oddities, of which the first one told.
    const findings = remedies.length === 0 ? prepared.findings : new LegacyFindings();
    const whole = CreatePatternRequest.fromPartial(toRequest({ ...prepared, findings }, this.#importer));
    const request = fitted(whole, findings);
    this.#queue.push({ prepared, request, remedies });
    this.#bytes += sizeOf(request);
    if (this.#queue.length >= MOST_ITEMS || this.#bytes >= MOST_BYTES) await this.#send();
  }

  async #send(): Promise<void> {
    const batch = this.#queue;
    this.#queue = [];
    this.#bytes = 0;
    if (this.#options.dryRun) {
      this.#known ??= await knownNames(this.#client, this.#options);
      for (const queued of batch) this.#look(queued, this.#known);
      return;
    }
    const patterns = batch.map(({ request }) => request);
    const last = patterns.at(-1);
    const isOver =
      last !== undefined &&
      patterns.length > 1 &&
      patterns.reduce((sum, one) => sum + sizeOf(one), 0) > MOST_BYTES_OF_ONE;
    const results = isOver
      ? [...(await this.#call(patterns.slice(0, -1))), ...(await this.#call([last]))]
      : await this.#call(patterns);
    for (const [at, queued] of batch.entries()) await this.#settle(queued, results[at]);
  }

  async #call(patterns: CreatePatternRequest[]): Promise<readonly BatchCreateResult[]> {
    return (await this.#client.patterns.batchCreatePatterns({ patterns, itemwise: true })).results;
  }

  /** What a dry run can tell: whether a system admin's pattern is here already. */
  #look(queued: Queued, known: ReadonlyMap<string, string>): void {
    const { sourceId } = queued.prepared.pattern;
    const name = this.#importer.systemAdmin ? known.get(sourceId) : undefined;
    if (name === undefined) this.#done(queued, this.#made(queued), '');
    else this.#done(this.#asHere(queued, name), 'unchanged', sourceId);
  }

  /** What came before, by the name that it has here: its name is taken, but by itself. */
  #asHere(queued: Queued, patternName: string): Queued {
    const { findings, pattern } = queued.prepared;
    if (patternName === pattern.patternName) findings.drop('renamed');
    return { ...queued, prepared: { ...queued.prepared, patternName } };
  }

  async #settle(queued: Queued, given: BatchCreateResult | undefined): Promise<void> {
    const result = given?.result;
    if (result?.$case === 'pattern') {
      this.#done(queued, this.#made(queued), result.value.id, result.value.version);
      return;
    }
    const refusal: BatchRefusal =
      result === undefined
        ? { reason: 'UNKNOWN', message: 'The core did not say what became of it.', metadata: {} }
        : readRefusal(result.value);
    const { prepared, remedies } = queued;
    if (refusal.reason === 'PATTERN_EXISTS' && refusal.metadata.source_id === prepared.pattern.sourceId) {
      const { pattern_id: id = '', pattern_name: name = prepared.patternName, version } = refusal.metadata;
      this.#done(this.#asHere(queued, name), 'unchanged', id, version);
      return;
    }
    const next = nextAttempt(prepared, refusal, remedies);
    if (next !== undefined) {
      await this.#enqueue(next.prepared, [...remedies, next.remedy]);
      return;
    }
    prepared.findings.error(refusal.reason.toLowerCase(), refusal.message, 'Not stored.');
    this.#done(queued, 'refused', '');
  }

  #made({ prepared }: Queued): LegacyAction {
    return prepared.patternName === prepared.pattern.patternName ? 'created' : 'renamed';
  }

  #done({ prepared, request }: Queued, action: LegacyAction, patternId: string, version?: string): void {
    const { pattern, place, patternName, findings } = prepared;
    const isHere = action !== 'refused';
    if (isHere) {
      this.#stored.set(pattern.sourceId, { patternId, lineage: this.#lineageOf(patternName, place) });
    }
    const historyCount = request.origin?.uses.length ?? 0;
    this.#results.push({
      table: pattern.table,
      sourceId: pattern.sourceId,
      action,
      patternId,
      patternName,
      namespace: place.namespace,
      agentId: this.#ownerOf(place),
      version: version ?? request.version ?? '1.0.0',
      accessLevel: place.accessLevel,
      usageCount: historyCount + (request.origin?.otherUses?.usageCount ?? 0),
      historyCount,
      findings: findings.list(),
    });
    this.#options.onDone();
  }
}
