import { AccessLevel, PatternStatus, SearchMode } from '@tmws/contract';
import { expect, test } from 'vitest';
import { type Clients, startTestCore } from '../../testing/start-test-core.ts';

const ROUNDS = 200;
/** So many rounds run side by side. */
const LANES = 10;

const isFound = async (clients: Clients, queryText: string, patternId: string): Promise<boolean> => {
  const { hits } = await clients.patterns.searchPatterns({ queryText, mode: SearchMode.LEXICAL, pageSize: 5 });
  return hits.some(({ pattern }) => pattern?.id === patternId);
};

test('each of 1,000 writes is seen by the search after it: creations, updates, levels, states and deletions [search.read-your-writes]', async () => {
  // Nothing is embedded: searches by words do not wait for it, and the writes come faster.
  await using core = await startTestCore({
    TMWS_EMBEDDER: 'http://127.0.0.1:9/v1',
    TMWS_EMBEDDER_MODEL: 'absent',
  });
  const [ann, bob] = [core.as('ann'), core.as('bob')];
  const missed: string[] = [];
  const expectFound = async (what: string, clients: Clients, asked: readonly [string, string], expected: boolean) => {
    if ((await isFound(clients, ...asked)) !== expected) missed.push(what);
  };
  const play = async (round: number): Promise<void> => {
    const [first, second] = [`quagga${round}x`, `numbat${round}x`];
    const { pattern } = await ann.patterns.createPattern({
      patternName: `round_${round}`,
      category: 'written',
      patternData: { description: first },
    });
    const patternId = pattern?.id ?? '';
    await expectFound(`created ${round}`, ann, [first, patternId], true);
    await ann.patterns.updatePattern({ patternId, patternData: { description: second } });
    await expectFound(`updated ${round}`, ann, [second, patternId], true);
    await expectFound(`earlier text ${round}`, ann, [first, patternId], false);
    await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM });
    await expectFound(`opened ${round}`, bob, [second, patternId], true);
    await ann.patterns.updatePattern({ patternId, status: PatternStatus.DRAFT });
    await expectFound(`draft ${round}`, bob, [second, patternId], false);
    await ann.patterns.deletePattern({ patternId });
    await expectFound(`deleted ${round}`, ann, [second, patternId], false);
  };
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (let round = lane; round < ROUNDS; round += LANES) await play(round);
  });
  await Promise.all(lanes);
  expect(missed).toEqual([]);
}, 180_000);
