import { createHash } from 'node:crypto';
import { isIn } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { lookInto } from '../testing/look-into.ts';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';

const file = (path: string, content: Uint8Array, mode = 0o644) => ({
  path,
  mode,
  content,
  digest: createHash('sha256').update(content).digest('hex'),
});

describe('The files of a skill', () => {
  test('come back byte for byte with their modes, equal contents stored once [skills.blobs-shared]', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const [one, two] = [samplePattern(), samplePattern()];
    const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index * 7) % 256);
    const files = [
      file('SKILL.md', Buffer.from('# x\r\n')),
      file('scripts/日本.sh', bytes, 0o755),
      file('empty', new Uint8Array()),
    ];
    await storage.write(async (store) => {
      for (const pattern of [one, two]) {
        await store.patterns.insert(pattern);
        await store.skills.addFiles(pattern.id, files);
      }
    });
    for (const expected of files) {
      const found = await storage.read((store) => store.skills.readFile(two.id, expected.path));
      expect(found?.file).toEqual({
        path: expected.path,
        mode: expected.mode,
        size: expected.content.length,
        digest: expected.digest,
      });
      expect(Buffer.from(found?.content ?? []).equals(expected.content)).toBe(true);
    }
    expect((await storage.read((store) => store.skills.files(one.id))).map((stored) => stored.path)).toEqual([
      'SKILL.md',
      'empty',
      'scripts/日本.sh',
    ]);
    const small = await storage.read((store) => store.skills.contents(one.id, 100));
    expect(small.map((entry) => entry.path)).toEqual(['SKILL.md', 'empty']);
    expect(await storage.read((store) => store.skills.readFile(one.id, 'skill.md'))).toBeUndefined();
    expect(lookInto(world.folder, 'select count(*) as count from blobs')).toEqual([{ count: 3 }]);
    expect(await storage.read((store) => store.skills.countSkills(isIn('id', [one.id])))).toBe(1);
  });
});

describe('The sources of skills', () => {
  test('are found by place and by digest among the owner’s undeleted patterns, the newest first', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const patterns = [
      samplePattern(),
      samplePattern(),
      samplePattern({ agentId: 'bob' }),
      samplePattern({ deletedAt: new Date(1) }),
    ];
    const source = (index: number) => ({
      patternId: patterns[index]?.id ?? '',
      root: '/skills',
      path: 'a/b',
      digest: 'd'.repeat(64),
      importedAt: new Date(1_000 + index),
    });
    await storage.write(async (store) => {
      for (const [index, pattern] of patterns.entries()) {
        await store.patterns.insert(pattern);
        await store.skills.addSource(source(index));
      }
    });
    expect(await storage.read((store) => store.skills.sourcesAt('alice', '/skills', 'a/b'))).toEqual([
      source(1),
      source(0),
    ]);
    expect(await storage.read((store) => store.skills.sourcesOf('bob', 'd'.repeat(64)))).toEqual([source(2)]);
    expect(await storage.read((store) => store.skills.sourcesAt('alice', '/skills', 'a'))).toEqual([]);
    const below = (root: string) => storage.read((store) => store.skills.sourcesBelow('alice', root));
    expect([await below('/skills'), await below('/other')]).toEqual([[source(1), source(0)], []]);
    const again = { ...source(0), digest: 'e'.repeat(64), importedAt: new Date(9_000) };
    await storage.write((store) => store.skills.addSource(again));
    expect(await storage.read((store) => store.skills.sourcesAt('alice', '/skills', 'a/b'))).toEqual([
      again,
      source(1),
    ]);
  });
});
