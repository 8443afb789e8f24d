import { setImmediate as turn } from 'node:timers/promises';
import type { ImportSkillsRequest } from '@tmws/contract';
import { expect, test } from 'vitest';
import { collect } from '../../testing/collect.ts';
import { startTestCore } from '../../testing/start-test-core.ts';

const ROUNDS = 40;
const TOGETHER = 20;

/** Pseudo-random turns of the event loop from 0 to 63, the same in each run. */
const turnsOf = (round: number): number => (round * 2_654_435_761) % 64;

const afterTurns = async (count: number, act: () => void): Promise<void> => {
  for (let turns = 0; turns < count; turns += 1) await turn();
  act();
};

const skill = async function* (name: string): AsyncGenerator<Parameters<typeof ImportSkillsRequest.fromPartial>[0]> {
  const value = Buffer.from(`---\nname: ${name}\ndescription: What ${name} does.\n---\n\n# ${name}\n`);
  yield { part: { $case: 'header', value: { root: 'cancelled' } } };
  yield { part: { $case: 'skillStart', value: { path: name } } };
  yield { part: { $case: 'fileStart', value: { path: 'SKILL.md', mode: 0o644, size: value.length } } };
  yield { part: { $case: 'chunk', value } };
  yield { part: { $case: 'skillEnd', value: {} } };
};

test('calls that are cancelled at any time leave each pattern and each batch whole or absent [grpc.cancel]', async () => {
  await using core = await startTestCore();
  const ann = core.as('ann');
  const item = (patternName: string, category: string) => ({
    patternName,
    category,
    patternData: { description: `${patternName} of ${category}` },
    tags: ['a', 'b'],
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const category = `round-${round}`;
    const cancel = new AbortController();
    const names = Array.from({ length: TOGETHER }, (_, at) => `batch_${at}`);
    const batch = ann.patterns.batchCreatePatterns(
      { patterns: names.map((name) => item(name, category)) },
      { signal: cancel.signal },
    );
    const single = ann.patterns.createPattern(item('single', category), { signal: cancel.signal });
    const imported = ann.skills.importSkills(skill(`imported-${round}`), { signal: cancel.signal });
    await Promise.allSettled([batch, single, imported, afterTurns(turnsOf(round), () => cancel.abort())]);
  }
  // A write that comes after all of them has them behind it.
  await ann.patterns.createPattern(item('last', 'end'));
  for (let round = 0; round < ROUNDS; round += 1) {
    const { patterns } = await ann.patterns.listPatterns({ category: `round-${round}`, pageSize: 200 });
    const ofBatch = patterns.filter(({ patternName }) => patternName !== 'single');
    expect([0, TOGETHER]).toContain(ofBatch.length);
    for (const { id, patternName } of patterns) {
      const { pattern } = await ann.patterns.getPattern({ patternId: id });
      expect(pattern).toMatchObject({ ...item(patternName, `round-${round}`), isHead: true, revision: 1 });
    }
    const imports = await ann.patterns.listPatterns({ patternName: `imported-${round}` });
    for (const { id } of imports.patterns) {
      const parts = await collect(ann.skills.readSkillFile({ patternId: id, path: 'SKILL.md' }));
      expect(parts.length).toBeGreaterThan(1);
    }
  }
}, 60_000);
