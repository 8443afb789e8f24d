import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lookInto } from '../testing/look-into.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const at = new Date('2026-11-02T00:00:00Z');
const digest = (letter: string): string => letter.repeat(64);
const file = (letter: string) => ({
  path: `${letter}.md`,
  mode: 0o644,
  digest: digest(letter),
  content: new TextEncoder().encode(`words of ${letter}`),
});

const TABLES = ['revisions', 'usages', 'skill_files', 'pattern_tags', 'application_patterns', 'requests', 'demand'];

test('A purge removes all rows of a pattern, the files that no other has, and the questions that it answered', async () => {
  await using world = await temporaryStorage();
  const [gone, kept] = [samplePattern({ tags: ['a'] }), samplePattern({ tags: ['a'] })];
  await world.storage.write(async (store) => {
    for (const pattern of [gone, kept]) await store.patterns.insert(pattern);
    await store.skills.addFiles(gone.id, [file('a'), file('b')]);
    await store.skills.addFiles(kept.id, [file('b')]);
    const answer = { agentId: 'alice', digest: 'd', at };
    await store.requests.remember({ ...answer, requestId: randomUUID(), answer: { pattern: { id: gone.id } } });
    await store.requests.remember({ ...answer, requestId: randomUUID(), answer: { pattern: { id: kept.id } } });
    const asked = { agentId: 'alice', query: 'rare words', at, isMentioned: false };
    const patterns = [gone, kept].map(({ id }, place) => ({ patternId: id, rank: place + 1, similarity: 0.9 }));
    await store.applications.insert({ ...asked, id: randomUUID(), patterns });
    await store.vectors.save('model', new Map([[digest('c'), Float32Array.of(1)]]));
    await store.removal.forgetVectors([digest('c')]);
    await store.removal.hide(gone, at);
    expect(await store.removal.hiddenBefore(new Date(at.getTime() + 1), 10)).toEqual([gone.id]);
    expect(await store.removal.hiddenBefore(at, 10)).toEqual([]);
  });
  await world.storage.write((store) => store.removal.purge(gone, at));
  const rows = TABLES.map((name) => JSON.stringify(lookInto(world.folder, `select * from ${name}`)));
  expect(rows.filter((text) => text.includes(gone.id))).toEqual([]);
  expect(lookInto(world.folder, 'select id from patterns')).toEqual([{ id: kept.id }]);
  expect(lookInto(world.folder, 'select digest from blobs')).toEqual([{ digest: digest('b') }]);
  expect(lookInto(world.folder, 'select query from applications')).toEqual([{ query: '' }]);
  expect(lookInto(world.folder, 'select * from vectors')).toEqual([]);
});

test('A purge and a redaction leave nothing of the content in the files of the database [storage.usage-fk]', async () => {
  await using world = await temporaryStorage();
  const words = ['zanzibarquokka', 'okapiwombat', 'axolotlnarwhal'];
  const first = samplePattern({ patternData: { description: words[0] ?? '' } });
  const other = samplePattern({ patternData: { description: words[1] ?? '' } });
  const author = { agentId: 'alice', actingFor: undefined, reason: undefined };
  await world.storage.write(async (store) => {
    for (const pattern of [first, other]) await store.patterns.insert(pattern);
    await store.usages.insert({
      id: randomUUID(),
      patternId: first.id,
      agentId: 'alice',
      executionTime: undefined,
      success: undefined,
      contextData: { note: words[2] ?? '' },
      usedAt: at,
      countsInEffectiveness: false,
      applicationId: undefined,
    });
    await store.patterns.update({ ...other, patternData: {}, revision: 2 }, author);
  });
  const bytes = (): string =>
    readdirSync(world.folder)
      .filter((name) => name.startsWith('tmws.db'))
      .map((name) => readFileSync(join(world.folder, name), 'latin1'))
      .join();
  for (const word of words) expect(bytes()).toContain(word);
  await world.storage.write(async (store) => {
    await store.removal.purge(first, at);
    await store.revisions.redact(other.id, 1, { agentId: 'alice', at });
  });
  for (const word of words) expect(bytes()).not.toContain(word);
  expect(lookInto(world.folder, 'select count(*) as orphans from usages')).toEqual([{ orphans: 0 }]);
  expect(lookInto(world.folder, 'pragma foreign_key_check')).toEqual([]);
});

test('A redacted revision keeps its number, author and reason, and loses its content', async () => {
  await using world = await temporaryStorage();
  const first = samplePattern();
  const second = { ...first, category: 'second', revision: 2, updatedAt: at };
  const author = { agentId: 'bob', actingFor: 'alice', reason: 'why' };
  await world.storage.write(async (store) => {
    await store.patterns.insert(first);
    await store.patterns.update(second, author);
    await store.revisions.redact(first.id, 1, { agentId: 'alice', at });
  });
  const revisions = await world.storage.read((store) =>
    store.revisions.list(first.id, { before: undefined, limit: 5 }),
  );
  expect(revisions).toMatchObject([
    { number: 2, ...author, content: { category: 'second', patternData: first.patternData, tags: [] } },
    { number: 1, agentId: 'alice', content: undefined },
  ]);
  expect(await world.storage.read((store) => store.revisions.find(first.id, 2))).toEqual(revisions[0]);
  expect(await world.storage.read((store) => store.revisions.find(first.id, 3))).toBeUndefined();
});
