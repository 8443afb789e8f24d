import { type Caller, DomainError, type Pattern, pickHead } from '@tmws/domain';
import { auditUse } from '../audit/audit-use.ts';
import type { Engine } from '../engine.ts';
import { actAs } from '../identity/act-as.ts';
import type { KeptFinding } from '../ports/finding-repository.ts';
import type { Store } from '../ports/store.ts';
import { scanNew } from '../scan/scan-write.ts';
import { itemError } from './batch-errors.ts';
import { type CheckedNewcomer, checkNewcomer, type GivenPattern, patternAt, storePattern } from './store-pattern.ts';

/** One item of a batch. */
export interface BatchItem extends GivenPattern {
  /** The owner: the caller itself, or absent; another agent for an admin. */
  readonly agentId?: string | undefined;
  /** Findings of the safety scan that the caller accepts. */
  readonly acceptFindings?: readonly string[] | undefined;
}

interface Context {
  readonly engine: Pick<Engine, 'clock' | 'newId'>;
  readonly caller: Caller;
}

/** An item after its own rules were checked. */
interface Prepared {
  readonly at: number;
  readonly newcomer: CheckedNewcomer;
  /** As whom it is stored. */
  readonly caller: Caller;
  readonly acceptFindings: readonly string[] | undefined;
}

const nameKey = ({ newcomer: { namespace, owner, checked } }: Prepared): string =>
  JSON.stringify([namespace, owner, checked.patternName]);

const versionKey = (item: Prepared): string => JSON.stringify([nameKey(item), item.newcomer.checked.version]);

const twice = (first: Prepared, second: Prepared): DomainError => {
  const { patternName, version } = second.newcomer.checked;
  return new DomainError(
    'PATTERN_EXISTS',
    `patterns[${first.at}] and patterns[${second.at}] are both "${patternName}" of version ${version} in namespace ${second.newcomer.namespace}. Leave one out, or give it another name or version.`,
    {
      metadata: {
        pattern_name: patternName,
        version,
        namespace: second.newcomer.namespace,
        items: `${first.at},${second.at}`,
      },
    },
  );
};

const actors = (store: Store, caller: Caller): ((agentId: string | undefined) => Promise<Caller>) => {
  const known = new Map<string, Promise<Caller>>();
  return (agentId) => {
    const name = agentId ?? '';
    const actor = known.get(name) ?? actAs(store, caller, { field: 'agent_id', agentId });
    known.set(name, actor);
    return actor;
  };
};

const groupedBy = (items: readonly Prepared[], keyOf: (item: Prepared) => string): ReadonlyMap<string, Prepared[]> =>
  Map.groupBy(items, keyOf);

/** Those whose name is new, and whose only bearer they are: no lineage has to be looked at for them. */
const ofNewNames = async (store: Store, items: readonly Prepared[]): Promise<ReadonlySet<Prepared>> => {
  const free = new Set<Prepared>();
  const alone = [...groupedBy(items, nameKey).values()].flatMap((group) => (group.length === 1 ? group : []));
  const candidates = alone.filter(({ newcomer: { given } }) => !given.parentPatternId && given.origin === undefined);
  const placeOf = ({ newcomer }: Prepared): string => JSON.stringify([newcomer.namespace, newcomer.owner]);
  for (const group of groupedBy(candidates, placeOf).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { namespace, owner: agentId } = first.newcomer;
    const patternNames = group.map(({ newcomer }) => newcomer.checked.patternName);
    const taken = await store.batch.takenNames({ namespace, agentId, patternNames });
    for (const item of group) if (!taken.has(item.newcomer.checked.patternName)) free.add(item);
  }
  return free;
};

const atTheRoot = ({ newcomer }: Prepared, { newId, clock }: Context['engine']): Pattern => {
  const id = newId();
  const { accessLevel, sharedWithAgents } = newcomer.checked;
  const place = {
    lineageId: id,
    parentPatternId: undefined,
    agentId: newcomer.owner,
    accessLevel,
    sharedWithAgents,
  };
  const pattern = patternAt(newcomer, place, { id, now: clock.now() });
  return { ...pattern, isHead: pickHead([pattern]) !== undefined };
};

/** A pattern at the root of a lineage of its own, with what the safety scan found in it. */
interface Added {
  readonly at: number;
  readonly pattern: Pattern;
  readonly found: readonly KeptFinding[];
}

const scanAll = async (
  store: Store,
  engine: Context['engine'],
  items: ReadonlySet<Prepared>,
): Promise<{ readonly added: readonly Added[]; readonly refused: ReadonlyMap<number, DomainError> }> => {
  const added: Added[] = [];
  const refused = new Map<number, DomainError>();
  for (const item of [...items].toSorted((a, b) => a.at - b.at)) {
    const { at, caller, acceptFindings } = item;
    const pattern = atTheRoot(item, engine);
    try {
      added.push({ at, pattern, found: await scanNew(store, { engine, caller, acceptFindings }, pattern) });
    } catch (error) {
      refused.set(at, itemError(error));
    }
  }
  return { added, refused };
};

const addAll = async (store: Store, added: readonly Added[], now: Date): Promise<void> => {
  await store.batch.insertMany(added.map(({ pattern }) => pattern));
  for (const { pattern, found } of added) {
    await store.findings.add({ patternId: pattern.id, revision: pattern.revision }, found, now);
  }
  await store.outbox.add(
    added.map(({ pattern }) => pattern.id),
    now,
  );
};

/**
 * Stores what can be stored of a batch, within a transaction.
 *
 * @returns in the order of the items the pattern that each became, or why it became none
 */
export const storeBatch = async (
  store: Store,
  { engine, caller }: Context,
  items: readonly (BatchItem | DomainError)[],
): Promise<readonly (Pattern | DomainError)[]> => {
  const results = new Map<number, Pattern | DomainError>();
  const actorOf = actors(store, caller);
  const prepared: Prepared[] = [];
  const bearers = new Map<string, Prepared>();
  for (const [at, item] of items.entries()) {
    if (item instanceof DomainError) {
      results.set(at, item);
      continue;
    }
    try {
      const { agentId, acceptFindings, ...given } = item;
      const actor = await actorOf(agentId);
      const one = { at, newcomer: checkNewcomer(actor, given), caller: actor, acceptFindings };
      const first = bearers.get(versionKey(one));
      if (first !== undefined) throw twice(first, one);
      bearers.set(versionKey(one), one);
      prepared.push(one);
    } catch (error) {
      results.set(at, itemError(error));
    }
  }
  const simple = await ofNewNames(store, prepared);
  const scanned = await scanAll(store, engine, simple);
  for (const [at, error] of scanned.refused) results.set(at, error);
  await addAll(store, scanned.added, engine.clock.now());
  for (const { at, pattern } of scanned.added) results.set(at, pattern);
  for (const item of prepared.filter((one) => !simple.has(one))) {
    try {
      const { caller: owner, acceptFindings, newcomer } = item;
      results.set(item.at, await storePattern(store, { engine, caller: owner, acceptFindings }, newcomer.given));
    } catch (error) {
      results.set(item.at, itemError(error));
    }
  }
  for (const item of prepared) {
    const pattern = results.get(item.at);
    if (pattern === undefined || pattern instanceof DomainError) continue;
    await auditUse(store, { engine, caller: item.caller }, { pattern, action: 'BatchCreatePatterns', asAdmin: false });
  }
  return items.map((_, at) => results.get(at) ?? new DomainError('INVALID_FIELD', 'The item was not stored.'));
};
