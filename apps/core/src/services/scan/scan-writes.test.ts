import { AccessLevel } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { CLEAN, createClean, KEY, ORDER, scanIds, WRITES, withStep } from '../../testing/scan-world.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
  await bob.access.whoAmI({});
});

afterAll(() => core[Symbol.asyncDispose]());

const all = async () => {
  const found: string[] = [];
  for (let pageToken = ''; ; ) {
    const page = await ann.patterns.listPatterns({ pageSize: 200, pageToken });
    found.push(...page.patterns.map(({ id, etag }) => `${id} ${etag}`));
    pageToken = page.nextPageToken;
    if (pageToken === '') return found.toSorted();
  }
};

const created = (more: object = {}) => createClean(ann, more);

describe.each(WRITES)('by %s', (_, write) => {
  test('an order to the model in a TEAM pattern is told and stored, with its rule and its place [security.scan-every-write]', async () => {
    const accessLevel = AccessLevel.TEAM;
    const patternId = await created({ accessLevel });
    const { findings } = await write(ann, { text: ORDER, patternId, accessLevel });
    const found = findings.filter(({ ruleId }) => ruleId.startsWith('injection.'));
    expect(found[0]?.field).toMatch(/^pattern_data\.(steps\[1\]|hint|pattern_content)$/);
    expect(found[0]?.id).toMatch(/^f[0-9a-f]+$/);
  });

  test('a secret in a TEAM pattern is refused with its place, and nothing changes [security.secret-found]', async () => {
    const accessLevel = AccessLevel.TEAM;
    const patternId = await created({ accessLevel });
    const before = await all();
    const put = { text: `export AWS=${KEY}`, patternId, accessLevel };
    const refusal = await refusalOf((options) => write(ann, put, options));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SECRET_FOUND' });
    expect(refusal.metadata.field).toMatch(/^pattern_data\./);
    expect(refusal.metadata.finding_id).toMatch(/^f[0-9a-f]+$/);
    expect(JSON.stringify(refusal)).not.toContain(KEY);
    expect(await all()).toEqual(before);
  });

  test('a secret in a PRIVATE pattern is told and stored [security.secret-private]', async () => {
    const accessLevel = AccessLevel.PRIVATE;
    const put = { text: `export AWS=${KEY}`, patternId: await created({ accessLevel }), accessLevel };
    const { findings } = await write(ann, put);
    expect(findings.map(({ ruleId }) => ruleId).join()).toContain('secret.');
  });
});

describe('a secret', () => {
  test('is refused when its PRIVATE pattern becomes TEAM, and stays PRIVATE [security.secret-found]', async () => {
    const patternId = await created({ patternData: withStep(KEY) });
    const raise = { patternId, accessLevel: AccessLevel.TEAM };
    const refusal = await refusalOf((options) => ann.patterns.updatePattern(raise, options));
    expect(refusal).toMatchObject({ reason: 'SECRET_FOUND', metadata: { field: 'pattern_data.steps[1]' } });
    expect((await ann.patterns.getPattern({ patternId })).pattern).toMatchObject({
      accessLevel: AccessLevel.PRIVATE,
      etag: '1',
    });
    const finding = refusal.metadata.finding_id ?? '';
    const { pattern } = await ann.patterns.updatePattern({ ...raise, acceptFindings: [finding] });
    expect(pattern?.accessLevel).toBe(AccessLevel.TEAM);
  });

  test('of another version is refused too when their level rises', async () => {
    const patternId = await created({ patternData: withStep(KEY) });
    const next = await ann.versions.createVersion({ patternId, newVersion: '2.0.0', patternData: CLEAN });
    const raise = { patternId: next.pattern?.id ?? '', accessLevel: AccessLevel.PUBLIC };
    const refusal = await refusalOf((options) => ann.patterns.updatePattern(raise, options));
    expect(refusal.reason).toBe('SECRET_FOUND');
    expect((await ann.patterns.getPattern(raise)).pattern?.accessLevel).toBe(AccessLevel.PRIVATE);
  });

  test('whose finding is named is stored; naming another one does not help [security.secret-accepted]', async () => {
    const asked = { patternName: 'named', category: 'c', accessLevel: AccessLevel.TEAM, patternData: withStep(KEY) };
    const { metadata } = await refusalOf((options) => ann.patterns.createPattern(asked, options));
    const finding = metadata.finding_id ?? '';
    const other = await refusalOf((options) =>
      ann.patterns.createPattern({ ...asked, acceptFindings: [`${finding}0`] }, options),
    );
    expect(other.reason).toBe('SECRET_FOUND');
    const { pattern, findings } = await ann.patterns.createPattern({ ...asked, acceptFindings: [finding] });
    expect(scanIds(findings)).toEqual([finding]);
    const patternId = pattern?.id ?? '';
    expect(scanIds((await ann.patterns.lintPattern({ patternId })).findings)).toEqual([finding]);
    const tagged = await ann.patterns.updatePattern({ patternId, tags: ['a'] });
    expect(scanIds(tagged.findings)).toEqual([finding]);
    const moved = { patternId, patternData: { ...CLEAN, hint: `See ${KEY}.` } };
    expect((await refusalOf((options) => ann.patterns.updatePattern(moved, options))).reason).toBe('SECRET_FOUND');
    const wider = { patternId, accessLevel: AccessLevel.PUBLIC };
    expect((await refusalOf((options) => ann.patterns.updatePattern(wider, options))).reason).toBe('SECRET_FOUND');
  });

  test('stays accepted in new versions and merges of its pattern', async () => {
    const asked = { patternName: 'kept', category: 'c', accessLevel: AccessLevel.TEAM, patternData: withStep(KEY) };
    const { metadata } = await refusalOf((options) => ann.patterns.createPattern(asked, options));
    const accepted = await ann.patterns.createPattern({ ...asked, acceptFindings: [metadata.finding_id ?? ''] });
    const patternId = accepted.pattern?.id ?? '';
    await ann.learning.evolvePattern({ patternId, evolutionData: { hint: 'Wind.' } });
    const { pattern } = await ann.versions.createVersion({
      patternId,
      newVersion: '2.0.0',
      patternData: withStep(KEY),
    });
    expect(pattern?.version).toBe('2.0.0');
  });

  test('in an earlier revision is refused when it is restored', async () => {
    const patternId = await created({ patternData: withStep(KEY) });
    const [known = ''] = scanIds((await ann.patterns.lintPattern({ patternId })).findings);
    await ann.patterns.updatePattern({ patternId, patternData: CLEAN });
    await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM, acceptFindings: [known] });
    const back = { patternId, revision: 1 };
    const refusal = await refusalOf((options) => ann.patterns.restoreRevision(back, options));
    expect(refusal.reason).toBe('SECRET_FOUND');
    const acceptFindings = [refusal.metadata.finding_id ?? ''];
    expect((await ann.patterns.restoreRevision({ ...back, acceptFindings })).pattern?.etag).toBe('4');
  });

  test('of a proposal from before is refused when it is accepted', async () => {
    const patternId = await created();
    const { proposal } = await ann.proposals.createProposal({ patternId, changes: { hint: KEY } });
    await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM });
    const accept = { proposalId: proposal?.id ?? '' };
    const refusal = await refusalOf((options) => ann.proposals.acceptProposal(accept, options));
    expect(refusal.reason).toBe('SECRET_FOUND');
    const acceptFindings = [refusal.metadata.finding_id ?? ''];
    expect((await ann.proposals.acceptProposal({ ...accept, acceptFindings })).pattern?.etag).toBe('3');
  });

  test('in a proposal for the pattern of another agent is refused', async () => {
    const patternId = await created({ accessLevel: AccessLevel.TEAM });
    const proposed = { patternId, changes: { hint: KEY } };
    const refusal = await refusalOf((options) => bob.proposals.createProposal(proposed, options));
    expect(refusal.reason).toBe('SECRET_FOUND');
    const evolved = { patternId, evolutionData: { hint: KEY } };
    const refused = await refusalOf((options) => bob.learning.evolvePattern(evolved, options));
    expect(refused.reason).toBe('SECRET_FOUND');
    expect((await ann.proposals.listProposals({ patternId })).proposals).toEqual([]);
  });

  test('in what is said beside the content of a TEAM pattern is refused too', async () => {
    const patternId = await created({ accessLevel: AccessLevel.TEAM });
    const changes = { hint: 'Wind.' };
    const refusals = [
      await refusalOf((options) => ann.patterns.updatePattern({ patternId, tags: ['a'], reason: KEY }, options)),
      await refusalOf((options) => bob.proposals.createProposal({ patternId, changes, note: KEY }, options)),
      await refusalOf((options) =>
        bob.learning.evolvePattern({ patternId, evolutionData: changes, notes: KEY }, options),
      ),
    ];
    expect(refusals.map(({ reason, metadata: { field } }) => `${reason} ${field}`)).toEqual([
      'SECRET_FOUND reason',
      'SECRET_FOUND note',
      'SECRET_FOUND notes',
    ]);
  });

  test('in an experience is refused, and kept where it is named', async () => {
    const note = { area: 'mooring', content: `The key is ${KEY}.` };
    const refusal = await refusalOf((options) => ann.insight.recordExperience(note, options));
    expect(refusal).toMatchObject({ reason: 'SECRET_FOUND', metadata: { field: 'content' } });
    const acceptFindings = [refusal.metadata.finding_id ?? ''];
    expect((await ann.insight.recordExperience({ ...note, acceptFindings })).experience?.area).toBe('mooring');
  });

  test('in one item of a batch refuses the batch, or that item alone', async () => {
    const items = [CLEAN, withStep(KEY)].map((patternData, place) => ({
      ...{ patternName: `item-${place}`, category: 'c', accessLevel: AccessLevel.TEAM, patternData },
    }));
    const refusal = await refusalOf((options) => ann.patterns.batchCreatePatterns({ patterns: items }, options));
    expect(refusal).toMatchObject({ reason: 'SECRET_FOUND', metadata: { item: '1' } });
    const { results } = await ann.patterns.batchCreatePatterns({ patterns: items, itemwise: true });
    expect(results.map(({ result }) => result?.$case)).toEqual(['pattern', 'error']);
  });
});

test('a finding has the same id before storing, after it and in another field', async () => {
  const asked = { patternName: 'twice', category: 'c', patternData: { ...withStep(ORDER), hint: `- ${ORDER}` } };
  const { pattern, findings } = await ann.patterns.createPattern(asked);
  const ids = scanIds(findings);
  expect(new Set(ids).size).toBe(ids.length);
  const patternId = pattern?.id ?? '';
  const moved = await ann.patterns.updatePattern({ patternId, patternData: { ...CLEAN, note: ORDER } });
  expect(scanIds(moved.findings)).toEqual(ids);
});

test('what was found on a pattern is told to those alone who can read it', async () => {
  const patternId = await created({ patternData: withStep(ORDER) });
  const lint = await refusalOf((options) => bob.patterns.lintPattern({ patternId }, options));
  expect(lint).toMatchObject({ code: 'NOT_FOUND', reason: 'PATTERN_NOT_FOUND' });
  await ann.patterns.updatePattern({ patternId, accessLevel: AccessLevel.TEAM });
  expect(scanIds((await bob.patterns.lintPattern({ patternId })).findings)).not.toEqual([]);
});
