import { expect, test } from 'vitest';
import { lookInto } from '../testing/look-into.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

test('many patterns are stored as single ones are: lists, head and first revision', async () => {
  await using opened = await temporaryStorage();
  const { storage, folder } = opened;
  const patterns = Array.from({ length: 120 }, (_, at) =>
    samplePattern({
      tags: [`tag-${at % 3}`, 'b', 'a'],
      sharedWithAgents: at % 2 === 0 ? ['zoe', 'bob'] : [],
      isHead: at !== 7,
      serveAsSkill: at === 8,
    }),
  );
  await storage.write((store) => store.batch.insertMany(patterns));
  const found = await storage.read((store) => store.patterns.findMany(patterns.map(({ id }) => id)));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(found.toSorted(byId)).toEqual(patterns.toSorted(byId));
  expect(lookInto(folder, 'select count(*) as n from revisions where number = 1')).toEqual([{ n: 120 }]);
  expect(lookInto(folder, "select count(*) as n from changes where kind = 'created'")).toEqual([{ n: 120 }]);
});

test('nothing stays of a batch whose transaction fails', async () => {
  await using opened = await temporaryStorage();
  const { storage, folder } = opened;
  const failing = storage.write(async (store) => {
    await store.batch.insertMany([samplePattern(), samplePattern()]);
    throw new Error('the last item is bad');
  });
  await expect(failing).rejects.toThrow('the last item is bad');
  expect(lookInto(folder, 'select count(*) as n from patterns')).toEqual([{ n: 0 }]);
});

test('names are taken by undeleted patterns of the owner in the namespace alone', async () => {
  await using opened = await temporaryStorage();
  const { storage } = opened;
  await storage.write((store) =>
    store.batch.insertMany([
      samplePattern({ patternName: 'mine' }),
      samplePattern({ patternName: 'gone', deletedAt: new Date(0) }),
      samplePattern({ patternName: 'theirs', agentId: 'bob' }),
    ]),
  );
  const patternNames = ['mine', 'gone', 'theirs', 'free'];
  const taken = await storage.read((store) =>
    store.batch.takenNames({ namespace: 'default', agentId: 'alice', patternNames }),
  );
  expect([...taken]).toEqual(['mine']);
});
