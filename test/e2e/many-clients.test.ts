import { randomUUID } from 'node:crypto';
import { RemoteError, type TmwsClient } from '@tmws/client';
import { AccessLevel } from '@tmws/contract';
import { expect, test } from 'vitest';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const CLIENTS = 32;
const AGENTS = 8;
/** `TMWS_ROUNDS=200 vitest run test/e2e/many-clients.test.ts` keeps it up for about a minute. */
const ROUNDS = Number(process.env.TMWS_ROUNDS ?? 12);
const SHARED = 4;

/** What the clients were told: only what was acknowledged counts. */
interface Told {
  /** Uses and successes by pattern. */
  readonly uses: Map<string, { count: number; successes: number }>;
  /** The text of the last acknowledged update, by pattern. */
  readonly texts: Map<string, string>;
  /** Updates of the pattern that all of an agent's clients change. */
  conflicts: number;
  readonly updates: Map<string, number>;
}

const publicPattern = async (client: TmwsClient, name: string): Promise<string> => {
  const { pattern } = await client.patterns.createPattern({
    patternName: name,
    category: 'soak',
    accessLevel: AccessLevel.PUBLIC,
    patternData: { description: 'Shared by everybody.', changes: 0 },
  });
  return pattern?.id ?? '';
};

const use = async (client: TmwsClient, told: Told, patternId: string, success: boolean): Promise<void> => {
  const request = { patternId, success, executionTime: 0.5, requestId: randomUUID() };
  // Sent twice at the same time, as a client that has lost its answer might: it counts once.
  await Promise.all([client.usage.recordUsage(request), client.usage.recordUsage(request)]);
  const known = told.uses.get(patternId) ?? { count: 0, successes: 0 };
  told.uses.set(patternId, { count: known.count + 1, successes: known.successes + Number(success) });
};

/** Adds one to a number in the pattern, as every client of the agent does: a stale etag is met by reading anew. */
const addOne = async (client: TmwsClient, told: Told, patternId: string): Promise<void> => {
  for (;;) {
    const { pattern } = await client.patterns.getPattern({ patternId });
    const changes = Number(pattern?.patternData?.changes ?? 0) + 1;
    const patternData = { ...pattern?.patternData, changes };
    try {
      await client.patterns.updatePattern({ patternId, patternData, etag: pattern?.etag });
      told.updates.set(patternId, (told.updates.get(patternId) ?? 0) + 1);
      return;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.reason !== 'REVISION_CONFLICT') throw error;
      told.conflicts += 1;
    }
  }
};

const createAndChange = async (client: TmwsClient, told: Told): Promise<void> => {
  const text = `Mooring of ${randomUUID()}`;
  const created = await client.patterns.createPattern({
    patternName: `own-${randomUUID()}`,
    category: 'soak',
    patternData: { description: text },
  });
  expect(created.searchableByWords).toBe(true);
  const patternId = created.pattern?.id ?? '';
  told.texts.set(patternId, text);
  const changed = `${text}, changed`;
  await client.patterns.updatePattern({ patternId, patternData: { description: changed } });
  told.texts.set(patternId, changed);
};

const work = async (
  home: TmwsHome,
  told: Told,
  own: { number: number; shared: readonly string[]; counted: string },
) => {
  const client = await home.client(`agent-${own.number % AGENTS}`);
  for (let round = 0; round < ROUNDS; round += 1) {
    const shared = own.shared[(own.number + round) % SHARED] ?? '';
    await use(client, told, shared, (own.number + round) % 3 > 0);
    await client.patterns.searchPatterns({ queryText: `mooring ${round}`, pageSize: 5 });
    await addOne(client, told, own.counted);
    if (round % 3 === 0) await createAndChange(client, told);
    await client.patterns.listPatterns({ pageSize: 20 });
  }
};

test('32 clients at once: nothing is lost, counted twice or locked, and the counters are those of the history [usage.concurrent, update.concurrent]', async () => {
  await using home = await tmwsHome();
  const told: Told = { uses: new Map(), texts: new Map(), conflicts: 0, updates: new Map() };
  const shared: string[] = [];
  for (let number = 0; number < SHARED; number += 1) {
    shared.push(await publicPattern(await home.client('agent-0'), `shared-${number}`));
  }
  const counted: string[] = [];
  for (let number = 0; number < AGENTS; number += 1) {
    counted.push(await publicPattern(await home.client(`agent-${number}`), `counted-${number}`));
  }
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, number) =>
      work(home, told, { number, shared, counted: counted[number % AGENTS] ?? '' }),
    ),
  );
  const reader = await home.client('agent-0');
  for (const patternId of shared) {
    const { pattern } = await reader.patterns.getPattern({ patternId });
    const { count, successes } = told.uses.get(patternId) ?? { count: 0, successes: 0 };
    expect(pattern?.usageCount).toBe(count);
    expect(pattern?.successRate).toBeCloseTo(successes / count, 10);
  }
  for (const patternId of counted) {
    const { pattern } = await reader.patterns.getPattern({ patternId });
    expect(pattern?.patternData?.changes).toBe(told.updates.get(patternId));
  }
  expect(told.conflicts).toBeGreaterThan(0);
  for (let number = 0; number < AGENTS; number += 1) {
    const client = await home.client(`agent-${number}`);
    let pageToken = '';
    do {
      const page = await client.patterns.listPatterns({ pageSize: 200, owner: `agent-${number}`, pageToken });
      for (const { id } of page.patterns.filter((pattern) => told.texts.has(pattern.id))) {
        const { pattern } = await client.patterns.getPattern({ patternId: id });
        expect(pattern?.patternData?.description).toBe(told.texts.get(id));
        told.texts.delete(id);
      }
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
  }
  expect([...told.texts.keys()]).toEqual([]);
  expect(await home.coreLog()).not.toContain('database is locked');
}, 300_000);
