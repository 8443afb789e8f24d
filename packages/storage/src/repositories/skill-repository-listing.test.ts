import { all, isIn, type Pattern } from '@tmws/domain';
import type { SkillListQuery } from '@tmws/engine';
import { expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const given = (patternName: string, over: Partial<Pattern>, effectiveness: number): Pattern => {
  const sample = samplePattern({ patternName, ...over });
  return { ...sample, usage: { ...sample.usage, effectiveness } };
};

const stored = async (
  world: Awaited<ReturnType<typeof temporaryStorage>>,
  patterns: readonly Pattern[],
): Promise<void> =>
  world.storage.write(async (store) => {
    for (const pattern of patterns) {
      await store.patterns.insert(pattern);
      if (pattern.patternName === 'authored') continue;
      const files = ['SKILL.md', 'a.bin'].map((path, place) => ({
        path,
        mode: 0o644,
        digest: `${place}`.repeat(64),
        content: Buffer.alloc(10 + place),
      }));
      await store.skills.addFiles(pattern.id, files);
    }
  });

test('Skills are listed by effectiveness, weight and id, in pages that end where the next one begins', async () => {
  await using world = await temporaryStorage();
  const patterns = [
    given('low', { serveAsSkill: true }, 0.1),
    given('heavy', { learningWeight: 9 }, 0.5),
    given('light', {}, 0.5),
    given('twin', {}, 0.5),
    given('authored', { serveAsSkill: true }, 0.9),
  ];
  await stored(world, patterns);
  const nameOf = new Map(patterns.map((pattern) => [pattern.id, pattern]));
  const list = async (query: Partial<SkillListQuery>): Promise<readonly string[]> => {
    const asked: SkillListQuery = { where: all(), served: 'any', after: undefined, limit: 10, ...query };
    const outlines = await world.storage.read((store) => store.skills.listSkills(asked));
    return outlines.map(({ patternId }) => nameOf.get(patternId)?.patternName ?? '');
  };
  const twins = patterns.slice(2, 4).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const order = ['heavy', ...twins.map(({ patternName }) => patternName), 'low'];
  expect(await list({})).toEqual(order);
  expect(await list({ served: 'yes' })).toEqual(['authored', 'low']);
  expect(await list({ served: 'no' })).toEqual(order.slice(0, 3));
  expect(await list({ where: isIn('id', [patterns[0]?.id ?? '']) })).toEqual(['low']);
  for (const [place, name] of order.entries()) {
    const last = patterns.find(({ patternName }) => patternName === name);
    if (last === undefined) continue;
    const { id, learningWeight } = last;
    const after = { id, learningWeight, effectiveness: last.usage.effectiveness };
    expect(await list({ after, limit: 2 })).toEqual(order.slice(place + 1, place + 3));
  }
});

test('An outline counts the files and names the newest import', async () => {
  await using world = await temporaryStorage();
  const pattern = given('imported', {}, 0.5);
  await stored(world, [pattern]);
  const none = { sourcePath: undefined, digest: undefined };
  const outline = (id: string) => world.storage.read((store) => store.skills.outlineOf(id));
  expect(await outline(pattern.id)).toEqual({ patternId: pattern.id, fileCount: 2, bytes: 21, ...none });
  expect(await outline('unknown')).toEqual({ patternId: 'unknown', fileCount: 0, bytes: 0, ...none });
  const source = { patternId: pattern.id, root: '/skills', digest: 'd'.repeat(64) };
  await world.storage.write(async (store) => {
    await store.skills.addSource({ ...source, path: 'new', importedAt: new Date(2_000) });
    await store.skills.addSource({ ...source, path: 'old', importedAt: new Date(1_000) });
  });
  expect(await outline(pattern.id)).toMatchObject({ sourcePath: 'new', digest: source.digest });
});
