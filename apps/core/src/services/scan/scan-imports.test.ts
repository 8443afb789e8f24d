import { AccessLevel, PatternStatus, SearchMode, SkillImportAction } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../../testing/refusal-of.ts';
import { importSkills, KEY, ORDER, scanIds } from '../../testing/scan-world.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;
let bob: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  bob = core.as('bob');
  await ann.access.whoAmI({});
  await bob.access.whoAmI({});
});

afterAll(() => core[Symbol.asyncDispose]());

const TEAM = { accessLevel: AccessLevel.TEAM };
const { CREATED, QUARANTINED, SKIPPED, VERSION_CREATED } = SkillImportAction;

const one = async (name: string, body: string, how: Parameters<typeof importSkills>[2] = TEAM) =>
  (await importSkills(ann, { [name]: body }, how))[0] ?? expect.fail();

const patternOf = async (clients: Clients, patternId: string) =>
  (await clients.patterns.getPattern({ patternId })).pattern ?? expect.fail();

const namesFoundBy = async ({ patterns }: Clients, queryText: string) =>
  (await patterns.searchPatterns({ queryText, mode: SearchMode.LEXICAL })).hits.map(
    ({ pattern }) => pattern?.patternName,
  );

const approve = (clients: Clients, patternId: string, acceptFindings: readonly string[]) =>
  refusalOf((options) => clients.patterns.approvePattern({ patternId, acceptFindings: [...acceptFindings] }, options));

describe('an import', () => {
  test('sets aside what the scan flags, and nothing else, so that a member does not see it [skills.quarantine]', async () => {
    const results = await importSkills(ann, { harmless: 'Drop the line.', hostile: ORDER }, TEAM);
    expect(results.map(({ action }) => action)).toEqual([CREATED, QUARANTINED]);
    const [harmless, hostile] = results.map(({ patternId }) => patternId);
    expect((await patternOf(ann, harmless ?? '')).status).toBe(PatternStatus.ACTIVE);
    expect(await patternOf(ann, hostile ?? '')).toMatchObject({ status: PatternStatus.DRAFT, ...TEAM });
    const told = results[1]?.findings.find(({ ruleId }) => ruleId.startsWith('injection.')) ?? expect.fail();
    expect(told).toMatchObject({ file: 'SKILL.md', line: 7, done: 'Stored as DRAFT until its owner approves it.' });
    await patternOf(bob, harmless ?? '');
    const hidden = [
      await refusalOf((options) => bob.patterns.getPattern({ patternId: hostile ?? '' }, options)),
      await refusalOf((options) => bob.skills.getSkill({ patternId: hostile ?? '' }, options)),
      await refusalOf((options) => bob.patterns.lintPattern({ patternId: hostile ?? '' }, options)),
    ];
    expect(hidden.map(({ reason }) => reason)).toEqual(Array(3).fill('PATTERN_NOT_FOUND'));
    const shown = await ann.skills.getSkill({ patternId: hostile ?? '' });
    expect(scanIds(shown.findings)).toEqual(scanIds(results[1]?.findings ?? []));
  });

  test('of a secret at TEAM is set aside, not refused', async () => {
    const { action, findings, patternId } = await one('leaky', `Use ${KEY}.`);
    expect(action).toBe(QUARANTINED);
    expect(findings.map(({ code }) => code)).toContain('secret');
    expect((await patternOf(ann, patternId)).status).toBe(PatternStatus.DRAFT);
  });

  test('of a skill whose text is too long for the scan is set aside, as nobody knows what it says', async () => {
    const { action, findings } = await one('endless', 'Drop the line. '.repeat(80_000));
    expect(action).toBe(QUARANTINED);
    expect(findings.filter(({ ruleId }) => ruleId !== '')).toMatchObject([{ code: 'not_scanned', file: 'SKILL.md' }]);
  });

  test('of a known skill whose change is flagged leaves the old head and adds a DRAFT version [skills.quarantine]', async () => {
    const first = await one('growing', 'Drop the line of the growing one.');
    const changed = await one('growing', `${ORDER} The growing one.`);
    expect([first.action, changed.action]).toEqual([CREATED, QUARANTINED]);
    expect(changed.version).toBe('1.0.1');
    expect(await patternOf(ann, first.patternId)).toMatchObject({ status: PatternStatus.ACTIVE, isHead: true });
    expect(await patternOf(ann, changed.patternId)).toMatchObject({ status: PatternStatus.DRAFT, isHead: false });
    const mended = await one('growing', 'Drop the line of the growing one softly.');
    expect(mended.action).toBe(VERSION_CREATED);
    expect((await patternOf(bob, mended.patternId)).isHead).toBe(true);
  });

  test('with the findings in accept_findings lets the skill through; one left out does not', async () => {
    const body = `${ORDER}\n\nUse ${KEY}.`;
    const planned = await one('named', body, { ...TEAM, dryRun: true });
    expect([planned.action, planned.patternId]).toEqual([QUARANTINED, '']);
    const ids = scanIds(planned.findings);
    const partly = await one('partly', body, { ...TEAM, acceptFindings: ids.slice(1) });
    expect(partly.action).toBe(QUARANTINED);
    const whole = await one('named', body, { ...TEAM, acceptFindings: ids });
    expect(whole.action).toBe(CREATED);
    expect((await patternOf(bob, whole.patternId)).status).toBe(PatternStatus.ACTIVE);
    const next = await one('named', `${body}\n\nMore.`);
    expect(next.action).toBe(VERSION_CREATED);
  });
});

describe('a skill that was set aside', () => {
  test('stays so by another import and by every update, until its owner names its findings [skills.approve, skills.approve-effect]', async () => {
    const body = `${ORDER} Zanzibar.`;
    const { patternId, findings } = await one('aside', body);
    const ids = scanIds(findings);
    const again = await one('aside', body);
    expect([again.action, scanIds(again.findings)]).toEqual([SKIPPED, [...ids]]);
    expect((await patternOf(ann, patternId)).status).toBe(PatternStatus.DRAFT);
    for (const change of [{}, { acceptFindings: [...ids] }, { patternData: { description: `${ORDER} Now.` } }]) {
      const update = { patternId, status: PatternStatus.ACTIVE, ...change };
      const refusal = await refusalOf((options) => ann.patterns.updatePattern(update, options));
      expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'FINDINGS_NOT_ACCEPTED' });
    }
    await ann.patterns.updatePattern({ patternId, tags: ['kept'] });
    expect((await approve(bob, patternId, ids)).reason).toBe('PATTERN_NOT_FOUND');
    expect((await approve(ann, patternId, [])).metadata.finding_ids).toBe(ids.join(','));
    expect(await namesFoundBy(bob, 'Zanzibar')).toEqual([]);
    for (const patternQuery of [`id:${patternId}`, body]) {
      const applied = await ann.learning.applyPattern({ patternQuery, minSimilarity: 0 });
      expect(applied.patterns.map((pattern) => pattern.patternId)).not.toContain(patternId);
    }
    const { pattern } = await ann.patterns.approvePattern({ patternId, acceptFindings: [...ids] });
    expect(pattern).toMatchObject({ status: PatternStatus.ACTIVE, ...TEAM });
    expect(await namesFoundBy(bob, 'Zanzibar')).toEqual(['aside']);
    const { findings: left } = await ann.patterns.lintPattern({ patternId });
    expect(left.filter(({ ruleId }) => ruleId !== '').map(({ done }) => done)).toContain('Approved by its owner.');
  });

  test('differs from a DRAFT that its author made, which the scan does not hold back', async () => {
    const { pattern } = await ann.patterns.createPattern({
      ...{ patternName: 'own draft', category: 'c', status: PatternStatus.DRAFT, ...TEAM },
      patternData: { description: ORDER },
    });
    const active = { patternId: pattern?.id ?? '', status: PatternStatus.ACTIVE };
    expect((await ann.patterns.updatePattern(active)).pattern?.status).toBe(PatternStatus.ACTIVE);
  });
});
