import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Caller } from '@tmws/domain';
import { createPattern, type Failpoint, recordUsage } from '@tmws/engine';
import { buildCaller, buildPattern } from '@tmws/engine/testing';
import { v7 as newId } from 'uuid';
import { buildEngine, type RealEngine } from './build-engine.ts';

/** What a child does and where it dies. One line of JSON on its standard input. */
export interface Plan {
  readonly folder: string;
  /** Where to die; undefined: after the delay, wherever it is. */
  readonly failpoint: Failpoint | undefined;
  /** At which time of reaching it, from 1. */
  readonly hit: number;
  /** Milliseconds between reaching it and dying; 0: on the spot. */
  readonly delay: number;
  readonly work: 'writes' | 'batches' | 'reindex';
}

/** What a child acknowledges: one line of JSON on its standard output for each write that returned. */
export interface Acknowledged {
  readonly patterns: readonly string[];
  readonly uses: readonly string[];
}

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

const say = (acknowledged: Acknowledged): void => {
  writeSync(1, `${JSON.stringify(acknowledged)}\n`);
};

const caller: Caller = buildCaller({ agentId: 'ann' });

/** Single patterns, new versions of them, and uses, one after the other. */
const write = async (engine: RealEngine): Promise<void> => {
  for (let number = 1; ; number += 1) {
    const name = `pattern ${newId()}`;
    const content = { patternName: name, category: 'crash', patternData: { description: `How to do ${name}` } };
    const { pattern } = await createPattern(engine, caller, content);
    say({ patterns: [pattern.id], uses: [] });
    if (number % 3 === 0) {
      const next = await createPattern(engine, caller, { ...content, version: '1.1.0' });
      say({ patterns: [next.pattern.id], uses: [] });
    }
    await recordUsage(engine, caller, { patternId: pattern.id, success: number % 2 === 0 });
    say({ patterns: [], uses: [pattern.id] });
  }
};

/** Many patterns in one transaction, so that vectors come later and maintenance becomes due. */
const writeBatches = async (engine: RealEngine): Promise<void> => {
  for (;;) {
    const patterns = Array.from({ length: 150 }, () => {
      const id = newId();
      return buildPattern({ id, patternName: `batch ${id}`, createdAt: new Date(), updatedAt: new Date() });
    });
    const ids = patterns.map(({ id }) => id);
    await engine.unitOfWork.write(async (store) => {
      for (const pattern of patterns) await store.patterns.insert(pattern);
      await store.outbox.add(ids, new Date());
    });
    await engine.indexer.settle(ids);
    say({ patterns: ids, uses: [] });
  }
};

const reindexAgainAndAgain = async (engine: RealEngine): Promise<void> => {
  for (;;) await engine.indexer.reindex(() => undefined);
};

const work = async (engine: RealEngine, kind: Plan['work']): Promise<void> => {
  const writers = [write(engine), write(engine), write(engine)];
  if (kind === 'batches') writers.push(writeBatches(engine));
  if (kind === 'reindex') writers.push(reindexAgainAndAgain(engine));
  await Promise.all(writers);
};

const run = async (plan: Plan): Promise<void> => {
  let hits = 0;
  if (plan.failpoint === undefined) setTimeout(die, plan.delay);
  const engine = await buildEngine(plan.folder, {
    reach: (failpoint) => {
      if (failpoint !== plan.failpoint) return;
      hits += 1;
      if (hits !== plan.hit) return;
      if (plan.delay === 0) die();
      setTimeout(die, plan.delay);
    },
  });
  await engine.unitOfWork.write((store) => store.identity.provision('ann', 'team-a'));
  await work(engine, plan.work);
};

for await (const line of createInterface(process.stdin)) {
  const plan: Plan = JSON.parse(line);
  await run(plan);
}
