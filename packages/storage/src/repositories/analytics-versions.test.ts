import { randomUUID } from 'node:crypto';
import { all, isIn, type Pattern } from '@tmws/domain';
import { describe, expect, test } from 'vitest';
import { samplePattern } from '../testing/sample-pattern.ts';
import { temporaryStorage } from '../testing/temporary-storage.ts';
import { ask, insert, NOW, use, used } from '../testing/used-patterns.ts';

const ALL = all();

const idsOf = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id);

describe('Versions', () => {
  const lineage = (...versions: readonly Partial<Pattern>[]): readonly Pattern[] => {
    const root = samplePattern(versions[0]);
    return [
      root,
      ...versions.slice(1).map((changes) =>
        samplePattern({
          patternName: root.patternName,
          lineageId: root.id,
          parentPatternId: root.id,
          version: '2.0.0',
          ...changes,
        }),
      ),
    ];
  };

  test('that are used are found in lineages that have several of them', async () => {
    await using world = await temporaryStorage();
    const two = lineage(
      { usage: used({ successCount: 39, failureCount: 11 }) },
      { usage: used({ successCount: 19, failureCount: 1 }) },
      { version: '3.0.0' },
    );
    const one = lineage({ usage: used({ successCount: 99 }) }, {});
    await insert(world.storage, ...two, ...one);
    const versions = await ask(world.storage, (rows) => rows.usedVersions({ where: ALL, limit: 50 }));
    expect(new Set(idsOf(versions))).toEqual(new Set(idsOf(two.slice(0, 2))));
    expect(await ask(world.storage, (rows) => rows.usedVersions({ where: ALL, limit: 0 }))).toEqual([]);
  });

  test('that seem worse than their parents are found with these, where both may be read', async () => {
    await using world = await temporaryStorage();
    const good = used({ successCount: 18, failureCount: 2 });
    const bad = used({ successCount: 2, failureCount: 8 });
    const fallen = lineage({ usage: good }, { usage: bad });
    const sameRate = lineage({ usage: used({ failureCount: 1 }) }, { usage: used({ failureCount: 100 }) });
    const better = lineage({ usage: bad }, { usage: good });
    const unread = lineage({ usage: good, status: 'DRAFT' }, { usage: bad });
    const gone = lineage({ usage: good, deletedAt: NOW }, { usage: bad });
    await insert(world.storage, ...[fallen, sameRate, better, unread, gone].flat());
    const readable = all(isIn('status', ['ACTIVE']));
    // As many as there are: the unreadable ones, which fall as far, take no place.
    const pairs = await ask(world.storage, (rows) =>
      rows.fallenVersions({ where: ALL, readable, limit: 2, outcomes: 10 }),
    );
    expect(pairs.map(({ version, parent }) => [version.id, parent.id])).toEqual([
      [fallen[1]?.id, fallen[0]?.id],
      [sameRate[1]?.id, sameRate[0]?.id],
    ]);
  });
});

describe('The change counter', () => {
  test('grows with patterns, uses, memberships and notes', async () => {
    await using world = await temporaryStorage();
    const { storage } = world;
    const counter = (): Promise<number> => ask(storage, (rows) => rows.changeCounter());
    const pattern = samplePattern();
    const changes: readonly (() => Promise<void>)[] = [
      () => insert(storage, pattern),
      () => use(storage, pattern.id, NOW, true),
      () => storage.write((store) => store.patterns.saveUsage(pattern.id, used({ successCount: 1 }))),
      () => storage.write((store) => store.identity.provision('carol', 'team')),
      () =>
        storage.write((store) =>
          store.experiences.insert({
            id: randomUUID(),
            area: 'api_design',
            content: 'a note',
            tags: [],
            agentId: 'bob',
            namespace: 'default',
            createdAt: NOW,
          }),
        ),
    ];
    for (const change of changes) {
      const before = await counter();
      await change();
      expect(await counter()).toBeGreaterThan(before);
    }
    const notes = (scope: {
      readonly namespaces: readonly string[];
      readonly agentId?: string;
      readonly area?: string;
    }) => ask(storage, (rows) => rows.notesByArea(scope));
    expect(await notes({ namespaces: ['default'] })).toEqual(new Map([['api_design', 1]]));
    expect(await notes({ namespaces: ['default'], agentId: 'alice' })).toEqual(new Map());
    expect(await notes({ namespaces: ['default'], area: 'other' })).toEqual(new Map());
    expect(await notes({ namespaces: ['team'] })).toEqual(new Map());
  });
});
