import { countUse, type Pattern, patternFinding, type UsageRecord } from '@tmws/domain';
import type { Store } from '@tmws/engine';
import { createManualClock, type ManualClock } from '@tmws/engine/testing';
import { buildEngine, type RealEngine } from '../crash/build-engine.ts';
import { countingIds } from './counting-ids.ts';
import { AREAS, type LeakWorld, NOW } from './leak-world.ts';

/** A real engine with a world in it. */
export interface BuiltWorld extends AsyncDisposable {
  readonly engine: RealEngine;
  readonly clock: ManualClock;
}

const DAY = 86_400_000;

const foundIn = ({ id, patternName }: Pattern) =>
  patternFinding({
    id: `f-${id}`,
    code: 'injection',
    severity: 'warning',
    field: 'pattern_data.steps[0]',
    text: `"${patternName}" gives orders to the model.`,
    ruleId: 'injection.test',
  });

const storePatterns = async (store: Store, patterns: readonly Pattern[]): Promise<void> => {
  for (const pattern of patterns) {
    await store.patterns.insert(pattern);
    const found = [{ finding: foundIn(pattern), isHeld: true, approval: undefined }];
    for (const revision of [1, 2]) await store.findings.add({ patternId: pattern.id, revision }, found, NOW);
    if (Number(pattern.id.slice(1, 3)) % 3 !== 0) continue;
    const changed = { ...pattern, revision: 2, patternData: { ...pattern.patternData, note: 'Changed once.' } };
    await store.patterns.update(changed, { agentId: pattern.agentId, actingFor: undefined, reason: 'clearer' });
  }
};

const storeUses = async (store: Store, { patterns, uses }: LeakWorld): Promise<void> => {
  const owners = new Map(patterns.map(({ id, agentId }) => [id, agentId]));
  const records = new Map<string, UsageRecord>(patterns.map(({ id, usage }) => [id, usage]));
  for (const use of uses) {
    await store.usages.insert({
      ...use,
      executionTime: 0.5,
      contextData: { of: use.agentId },
      countsInEffectiveness: use.success !== undefined,
      applicationId: undefined,
    });
    await store.evolutions.insert({
      id: `evolution-${use.id}`,
      patternId: use.patternId,
      agentId: use.agentId,
      kind: 'report',
      success: use.success,
      notes: undefined,
      applicationId: undefined,
      at: use.usedAt,
    });
    const record = records.get(use.patternId);
    if (record === undefined) continue;
    const counted = countUse(record, {
      outcome: use.success,
      executionTime: 0.5,
      usedAt: use.usedAt,
      byOwner: owners.get(use.patternId) === use.agentId,
      countsInEffectiveness: use.success !== undefined,
    });
    records.set(use.patternId, counted);
    await store.patterns.saveUsage(use.patternId, counted);
  }
};

const storeProposals = async (store: Store, { proposals }: LeakWorld): Promise<void> => {
  for (const { id, patternId, agentId } of proposals) {
    await store.proposals.insert({
      id,
      patternId,
      agentId,
      baseRevision: 1,
      changes: { steps: [`By ${agentId}`] },
      bump: undefined,
      note: undefined,
      state: 'OPEN',
      createdAt: NOW,
      decidedAt: undefined,
      decidedBy: undefined,
      decisionNote: undefined,
      resultPatternId: undefined,
      resultRevision: undefined,
    });
  }
};

/** Searches and notes: of the caller's namespace in each world, of another one where the world has them. */
const storeActivity = async (store: Store, { hasOthersActivity, applications }: LeakWorld): Promise<void> => {
  const namespaces = hasOthersActivity ? ['team-b', 'team-a'] : ['team-a'];
  for (const namespace of namespaces) {
    await store.demand.insertMany(
      Array.from({ length: 24 }, (_, index) => ({
        id: `demand-${namespace}-${index}`,
        namespace,
        agentId: ['bob', 'cid', 'ann'][index % 3] ?? '',
        query: index % 2 === 0 ? 'quantum flux of release' : 'retry a failed call',
        bestSimilarity: index % 4 === 0 ? undefined : 0.1,
        at: new Date(NOW.getTime() - index * 3_600_000),
      })),
    );
    for (const [index, area] of [...AREAS, ...AREAS, 'unknown', ...AREAS, ...AREAS].entries()) {
      await store.experiences.insert({
        id: `note-${namespace}-${index}`,
        area: namespace === 'team-b' && index % 2 === 0 ? 'foreign' : area,
        content: 'Done.',
        tags: [],
        agentId: 'bob',
        namespace,
        createdAt: new Date(NOW.getTime() - index * DAY),
      });
    }
  }
  for (const { id, patternIds } of applications) {
    await store.applications.insert({
      id,
      agentId: 'ann',
      query: 'how to retry',
      at: new Date(NOW.getTime() - DAY - Number(id.slice(-1)) * 1_000),
      isMentioned: false,
      patterns: patternIds.map((patternId, rank) => ({ patternId, rank: rank + 1, similarity: 0.8 })),
    });
  }
};

/** Opens an engine in a folder of its own and stores a world in it, but for what `before` does first. */
export const buildLeakWorld = async (
  folder: string,
  world: LeakWorld,
  before: (engine: RealEngine) => Promise<void>,
): Promise<BuiltWorld> => {
  const clock = createManualClock(NOW);
  const engine = await buildEngine(folder, { clock, newId: countingIds() });
  await engine.unitOfWork.write(async (store) => {
    for (const agent of ['ann', 'bob', 'cid']) await store.identity.provision(agent, 'team-a');
    for (const agent of ['bob', 'cid']) await store.identity.provision(agent, 'team-b');
  });
  await before(engine);
  await engine.unitOfWork.write(async (store) => {
    await storePatterns(store, world.patterns);
    await storeUses(store, world);
    await storeProposals(store, world);
    await storeActivity(store, world);
  });
  await engine.indexer.reindex(() => undefined);
  await engine.indexer.idle();
  return { engine, clock, [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose]() };
};
