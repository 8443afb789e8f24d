import { expect, test } from 'vitest';
import { buildCaller, buildPattern } from '../testing/index.ts';
import { type OpenApplication, takeOpenApplication } from './take-open-application.ts';

const bob = buildCaller({ agentId: 'bob' });
const patterns = [
  buildPattern({ id: 'ours', accessLevel: 'TEAM' }),
  buildPattern({ id: 'lost' }),
  buildPattern({ id: 'deleted', accessLevel: 'TEAM', deletedAt: new Date(0) }),
];

const open = (id: string, ...patternIds: readonly string[]): OpenApplication => ({
  id,
  query: 'moor',
  at: new Date(0),
  patternIds,
});

const take = (waiting: OpenApplication[]): Promise<OpenApplication | undefined> =>
  takeOpenApplication(
    {
      applications: {
        insert: () => expect.unreachable(),
        find: () => expect.unreachable(),
        takeOpen: async () => waiting.shift(),
      },
      patterns: { findMany: async (ids) => patterns.filter(({ id }) => ids.includes(id)) },
    },
    bob,
    new Date(1),
  );

test('the reminder of an open application names only patterns that may still be read', async () => {
  expect(await take([open('a', 'lost', 'ours', 'deleted', 'purged')])).toEqual(open('a', 'ours'));
  expect(await take([open('a', 'lost'), open('b', 'ours')])).toEqual(open('b', 'ours'));
  expect(await take([open('a', 'lost'), open('b', 'deleted')])).toBeUndefined();
  expect(await take([])).toBeUndefined();
});
