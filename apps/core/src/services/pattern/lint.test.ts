import { AccessLevel, EmbedderState } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';
import { waitUntil } from '../../testing/wait-until.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
  await waitUntil(async () => (await ann.admin.getStatus({})).embedder?.state === EmbedderState.READY);
});

afterAll(() => core[Symbol.asyncDispose]());

const DATA = {
  description: 'Put the columns that a query compares with equality first in a composite index, the range column last.',
  steps: ['explain', 'add the index'],
};

const create = async (clients: Clients, patternName: string, accessLevel: AccessLevel = AccessLevel.PRIVATE) =>
  clients.patterns.createPattern({ patternName, category: 'database', patternData: DATA, accessLevel });

test('the bundled model tells a copy under a new name, and no other agent of a private one [lint.near-duplicate]', async () => {
  const first = await create(ann, 'database_index_composite');
  const copy = await create(ann, 'database_composite_index_order');
  const near = ({ findings }: typeof copy) => findings.filter(({ code }) => code === 'near_duplicate');
  expect(near(first)).toEqual([]);
  expect(near(copy)).toMatchObject([{ relatedPatternIds: [first.pattern?.id], pending: false }]);
  expect(near(await create(bob, 'database_index_columns'))).toEqual([]);
  const other = await ann.patterns.createPattern({
    patternName: 'bread_baking_sourdough',
    category: 'kitchen',
    patternData: { description: 'Feed the sourdough the evening before and bake in a very hot oven.' },
  });
  expect(near(other)).toEqual([]);
});

test('LintPattern gives the findings of the creation and leaves etag and time of update [lint.rpc, lint.findings]', async () => {
  const { pattern, findings } = await create(bob, 'fix_bug', AccessLevel.TEAM);
  const patternId = pattern?.id ?? '';
  expect(findings.map(({ code }) => code)).toContain('generic_name');
  expect((await bob.patterns.lintPattern({ patternId })).findings).toEqual(findings);
  const { pattern: after } = await bob.patterns.getPattern({ patternId });
  expect([after?.etag, after?.updatedAt]).toEqual([pattern?.etag, pattern?.updatedAt]);
});

test('learning and updating answer with findings too', async () => {
  const learned = await ann.learning.learnPattern({ patternName: 'pattern1', patternContent: 'x', category: 'c' });
  expect(learned.findings.map(({ code, field }) => [code, field])[0]).toEqual(['generic_name', 'pattern_name']);
  const updated = await ann.patterns.updatePattern({ patternId: learned.patternId, category: 'd' });
  expect(updated.findings[0]).toMatchObject({ code: 'generic_name' });
});

test('what may not be read cannot be linted, and what is not flagged cannot be approved', async () => {
  const { pattern } = await create(ann, 'sql_injection_prevention');
  const patternId = pattern?.id ?? '';
  const lint = await refusalOf((options) => bob.patterns.lintPattern({ patternId }, options));
  expect(lint).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
  const approve = await refusalOf((options) => ann.patterns.approvePattern({ patternId }, options));
  expect(approve).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'PATTERN_NOT_FLAGGED' });
});
