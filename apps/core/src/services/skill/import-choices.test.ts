import {
  AccessLevel,
  ImportConflict,
  type ImportSkillsResponse,
  PatternStatus,
  SkillImportAction,
} from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IMPORT_ACTION_NUMBERS } from '../../mappers/enum-names.ts';
import { refusalOf } from '../../testing/refusal-of.ts';
import { type SentSkill, sentSkill, skillStream } from '../../testing/skill-stream.ts';
import { type Clients, startTestCore, type TestCore } from '../../testing/start-test-core.ts';

let core: TestCore;
let ann: Clients;

beforeAll(async () => {
  core = await startTestCore();
  ann = core.as('ann');
  // The first agent of a data folder is system admin.
  await ann.admin.getStatus({});
});

afterAll(() => core[Symbol.asyncDispose]());

type Header = Parameters<typeof skillStream>[0];

const load = (skills: readonly SentSkill[], header: Header, clients = ann): Promise<ImportSkillsResponse> =>
  clients.skills.importSkills(skillStream({ accessLevel: AccessLevel.TEAM, ...header }, skills));

const outcome = ({ results }: ImportSkillsResponse): readonly (readonly [string, string, string, string])[] =>
  results.map(({ path, action, patternName, version }) => [
    path,
    Object.entries(IMPORT_ACTION_NUMBERS).find(([, number]) => number === action)?.[0] ?? '',
    patternName,
    version,
  ]);

const codes = ({ results }: ImportSkillsResponse): readonly (readonly string[])[] =>
  results.map(({ findings }) => findings.map(({ code }) => code));

const count = async (clients: Clients, namespace: string): Promise<number> =>
  (await clients.patterns.listPatterns({ namespace, pageSize: 100 })).patterns.length;

describe('A dry run', () => {
  test('decides what the deed does, renames and versions among its own skills included, and stores nothing', async () => {
    const before = [sentSkill('one', 'First.'), sentSkill('known', 'Known.')];
    const skills = [
      sentSkill('one', 'First.'),
      sentSkill('known', 'Changed.'),
      sentSkill('a/new', 'New.'),
      sentSkill('b/new', 'Another.'),
      sentSkill('c/new', 'A third.'),
      sentSkill('moved/new', 'Another.'),
      sentSkill('a/new', 'New, changed.'),
      { path: 'bad', files: [{ path: '../x', content: '' }] },
    ];
    const header = { root: 'dry', namespace: 'dry' };
    const dan = core.as('dan', 'dry');
    await load(before, header, dan);
    const planned = await load(skills, { ...header, dryRun: true }, dan);
    expect(planned.dryRun).toBe(true);
    expect(await count(dan, 'dry')).toBe(2);
    expect(planned.results.map(({ patternId }) => patternId !== '')).toEqual([true, ...Array(7).fill(false)]);
    const again = await load(skills, { ...header, dryRun: true }, dan);
    expect(outcome(again)).toEqual(outcome(planned));
    const done = await load(skills, header, dan);
    expect(done.dryRun).toBe(false);
    expect(outcome(planned)).toEqual(outcome(done));
    expect(codes(planned)).toEqual(codes(done));
    expect(outcome(done)).toEqual([
      ['one', 'SKIPPED', 'one', '1.0.0'],
      ['known', 'VERSION_CREATED', 'known', '1.0.1'],
      ['a/new', 'CREATED', 'new', '1.0.0'],
      ['b/new', 'RENAMED', 'new-2', '1.0.0'],
      ['c/new', 'RENAMED', 'new-3', '1.0.0'],
      ['moved/new', 'SKIPPED', 'new-2', '1.0.0'],
      ['a/new', 'VERSION_CREATED', 'new', '1.0.1'],
      ['bad', 'REFUSED', '', ''],
    ]);
  });

  test('is refused where the deed would be', async () => {
    const zoe = core.as('zoe', 'zoes');
    const refusal = await refusalOf((options) =>
      zoe.skills.importSkills(
        skillStream({ root: 'r', namespace: 'dry', dryRun: true }, [sentSkill('x', 'X.')]),
        options,
      ),
    );
    expect(refusal).toMatchObject({ reason: 'NOT_A_MEMBER' });
  });
});

describe('A skill whose name another source has', () => {
  test.each([
    [ImportConflict.RENAME, ['RENAMED', 'same-2', '1.0.0'], 2],
    [ImportConflict.SKIP, ['SKIPPED', 'same', '1.0.0'], 1],
    [ImportConflict.VERSION, ['VERSION_CREATED', 'same', '1.0.1'], 2],
    [ImportConflict.REFUSE, ['REFUSED', '', ''], 1],
  ])('is handled as on_conflict %i says, in a dry run too', async (onConflict, expected, stored) => {
    const namespace = `conflict-${onConflict}`;
    const eve = core.as('eve', namespace);
    const stream = [sentSkill('same', 'One.'), sentSkill('other/same', 'Two.')];
    const header = { root: namespace, namespace, onConflict };
    const planned = await load(stream, { ...header, dryRun: true }, eve);
    const done = await load(stream, header, eve);
    expect(outcome(done)).toEqual([
      ['same', 'CREATED', 'same', '1.0.0'],
      ['other/same', ...expected],
    ]);
    expect(outcome(planned)).toEqual(outcome(done));
    expect(codes(done)[1]).toContain('name_taken');
    const { patterns } = await eve.patterns.listPatterns({ namespace });
    expect(patterns).toHaveLength(stored);
    // Run again nothing changes: what was left out is left out again.
    const again = await load(stream, header, eve);
    expect(outcome(again).map(([, action]) => action)).toEqual([
      'SKIPPED',
      onConflict === ImportConflict.REFUSE ? 'REFUSED' : 'SKIPPED',
    ]);
  });
});

describe('A new version of a changed skill', () => {
  test('says in its first revision what changed, and so does the result [migrate.rerun-changed]', async () => {
    const fay = core.as('fay', 'reasons');
    const header = { root: 'reasons', namespace: 'reasons' };
    const file = (path: string, content: string, mode = 0o644) => ({ path, content, mode });
    const before = [file('kept.md', 'kept'), file('gone.md', 'x'), file('run.sh', 'run'), file('b.md', 'old')];
    const after = [file('kept.md', 'kept'), file('new.md', 'y'), file('run.sh', 'run', 0o755), file('b.md', 'new')];
    await load([sentSkill('told', 'Tell.', { files: before })], header, fay);
    const changed = sentSkill('told', 'Tell more.', { files: after, frontmatter: 'category: speech\n' });
    const { results } = await load([changed], header, fay);
    const { revisions } = await fay.patterns.listRevisions({ patternId: results[0]?.patternId ?? '' });
    const reason =
      'Imported: added new.md; removed gone.md; changed SKILL.md, b.md; mode of run.sh; fields category, description, original_frontmatter.';
    expect(revisions.map((revision) => revision.reason)).toEqual([reason]);
    expect(results[0]?.findings.find(({ code }) => code === 'skill_changed')?.text).toBe(reason);
  });

  test('keeps what no file says: whether it is served, its level and its complexity', async () => {
    const gus = core.as('gus', 'kept');
    const header = { root: 'kept', namespace: 'kept', serveAsSkill: false };
    const first = await load([sentSkill('quiet', 'Quiet.')], header, gus);
    const patternId = first.results[0]?.patternId ?? '';
    expect((await gus.patterns.getPattern({ patternId })).pattern).toMatchObject({ serveAsSkill: false });
    await gus.patterns.updatePattern({ patternId, complexityScore: 0.7, accessLevel: AccessLevel.PUBLIC });
    const next = await load([sentSkill('quiet', 'Quieter.')], { root: 'kept', namespace: 'kept' }, gus);
    const { pattern } = await gus.patterns.getPattern({ patternId: next.results[0]?.patternId ?? '' });
    expect(pattern).toMatchObject({
      serveAsSkill: false,
      complexityScore: 0.7,
      accessLevel: AccessLevel.PUBLIC,
      parentPatternId: patternId,
    });
  });
});

describe('An import of all skills of a root', () => {
  test('reports those that are gone, and keeps their patterns [migrate.rerun-removed]', async () => {
    const hal = core.as('hal', 'gone');
    const header = { root: 'gone', namespace: 'gone' };
    await load([sentSkill('a', 'A.'), sentSkill('b', 'B.'), sentSkill('old/c', 'C.')], header, hal);
    await load([sentSkill('d', 'D.')], { ...header, root: 'another' }, hal);
    const left = [sentSkill('a', 'A.'), sentSkill('new/c', 'C.')];
    const part = await load(left, header, hal);
    expect(outcome(part)).toHaveLength(2);
    const whole = await load(left, { ...header, complete: true }, hal);
    expect(outcome(whole)).toEqual([
      ['a', 'SKIPPED', 'a', '1.0.0'],
      ['new/c', 'SKIPPED', 'c', '1.0.0'],
      ['b', 'REMOVED', 'b', '1.0.0'],
    ]);
    expect(codes(whole)[2]).toEqual(['skill_missing']);
    const { pattern } = await hal.patterns.getPattern({ patternId: whole.results[2]?.patternId ?? '' });
    expect(pattern).toMatchObject({ status: PatternStatus.ACTIVE });
    const bad = await load([{ path: 'a', files: [] }], { ...header, complete: true, dryRun: true }, hal);
    expect(outcome(bad).map(([path]) => path)).toEqual(['a', 'b', 'new/c']);
  });

  test('with prune deprecates every version of them, once, and loses nothing', async () => {
    const ivy = core.as('ivy', 'pruned');
    const header = { root: '~/skills', sourceKey: 'host:/pruned', namespace: 'pruned' };
    await load([sentSkill('a', 'A.'), sentSkill('b', 'B.')], header, ivy);
    const second = await load([sentSkill('b', 'B, changed.')], header, ivy);
    const patternId = second.results[0]?.patternId ?? '';
    const prune = { ...header, complete: true, prune: true };
    const planned = await load([sentSkill('a', 'A.')], { ...prune, dryRun: true }, ivy);
    expect((await ivy.patterns.getPattern({ patternId })).pattern?.status).toBe(PatternStatus.ACTIVE);
    const done = await load([sentSkill('a', 'A.')], prune, ivy);
    expect(outcome(done)[1]).toEqual(['b', 'PRUNED', 'b', '1.0.1']);
    expect(outcome(planned)).toEqual(outcome(done));
    expect(done.results[1]?.patternId).toBe(patternId);
    const { patterns } = await ivy.patterns.listPatterns({ namespace: 'pruned' });
    expect(
      patterns
        .filter(({ patternName }) => patternName === 'b')
        .map(({ status, deprecatedReason }) => [status, deprecatedReason]),
    ).toEqual(Array(2).fill([PatternStatus.DEPRECATED, 'no longer in ~/skills']));
    expect(outcome(await load([sentSkill('a', 'A.')], prune, ivy))).toHaveLength(1);
    const refusal = await refusalOf((options) =>
      ivy.skills.importSkills(skillStream({ root: 'r', prune: true }, []), options),
    );
    expect(refusal).toMatchObject({ reason: 'INVALID_FIELD', violations: [{ field: 'prune' }] });
  });

  test('makes ACTIVE again what a prune had deprecated, in every version, and says so; what people deprecated stays', async () => {
    const mia = core.as('mia', 'returned');
    const header = { root: 'back', namespace: 'returned' };
    const skills = [sentSkill('a', 'A.'), sentSkill('b', 'B.')];
    const twice = [...skills, sentSkill('again/a', 'A.')];
    await load([sentSkill('a', 'An older A.')], header, mia);
    const first = await load(skills, header, mia);
    const [a = '', b = ''] = first.results.map(({ patternId }) => patternId);
    expect(outcome(await load([], { ...header, complete: true, prune: true }, mia))).toHaveLength(2);
    await mia.patterns.updatePattern({ patternId: b, deprecatedReason: 'no longer in use' });
    const planned = await load(twice, { ...header, dryRun: true }, mia);
    const statusOf = async (patternId: string) => (await mia.patterns.getPattern({ patternId })).pattern?.status;
    expect(await statusOf(a)).toBe(PatternStatus.DEPRECATED);
    const done = await load(twice, header, mia);
    expect(outcome(done)).toEqual([
      ['a', 'SKIPPED', 'a', '1.0.1'],
      ['b', 'SKIPPED', 'b', '1.0.0'],
      ['again/a', 'SKIPPED', 'a', '1.0.1'],
    ]);
    expect(codes(done)).toEqual([['skill_returned'], [], []]);
    expect(outcome(planned)).toEqual(outcome(done));
    expect(codes(planned)).toEqual(codes(done));
    const { patterns } = await mia.patterns.listPatterns({ namespace: 'returned' });
    const ofA = patterns.filter(({ patternName }) => patternName === 'a');
    expect(ofA.map(({ status, deprecatedReason }) => [status, deprecatedReason])).toEqual(
      Array(2).fill([PatternStatus.ACTIVE, undefined]),
    );
    expect(await statusOf(b)).toBe(PatternStatus.DEPRECATED);
    expect(codes(await load(skills, header, mia))).toEqual([[], []]);
  });

  test("does not bring back what only has the name of a skill, nor what is not the importer's", async () => {
    const ned = core.as('ned', 'default');
    const prune = { root: 'gone-name', complete: true, prune: true, namespace: 'default' };
    await load([sentSkill('named', 'One.')], { root: 'gone-name', namespace: 'default' }, ned);
    await load([], prune, ned);
    const skip = { root: 'other-name', namespace: 'default', onConflict: ImportConflict.SKIP };
    expect(codes(await load([sentSkill('named', 'Another.')], skip, ned))).toEqual([['name_taken']]);
    const law = { root: 'gone-law', accessLevel: AccessLevel.SYSTEM, namespace: 'default' };
    await load([sentSkill('old-law', 'An old law.')], law);
    await load([], { ...law, complete: true, prune: true });
    expect(codes(await load([sentSkill('old-law', 'An old law.')], law, ned))).toEqual([[]]);
    expect(codes(await load([sentSkill('old-law', 'An old law.')], law))).toEqual([['skill_returned']]);
  });

  test('with prune keeps what another root has too', async () => {
    const lea = core.as('lea', 'shared-skill');
    const both = [sentSkill('common', 'Common.')];
    await load(both, { root: 'first', namespace: 'shared-skill' }, lea);
    await load(both, { root: 'second', namespace: 'shared-skill' }, lea);
    const gone = { root: 'first', namespace: 'shared-skill', complete: true, prune: true };
    expect(outcome(await load([], gone, lea))).toEqual([['common', 'REMOVED', 'common', '1.0.0']]);
  });

  test('reaches no pattern of others, whatever level and root it names', async () => {
    await load([sentSkill('law', 'A law.')], { root: 'laws', accessLevel: AccessLevel.SYSTEM });
    const again = await load([sentSkill('law', 'A law.')], { root: 'laws', accessLevel: AccessLevel.SYSTEM });
    expect(outcome(again)).toEqual([['law', 'SKIPPED', 'law', '1.0.0']]);
    const jim = core.as('jim', 'default');
    const all = { root: 'laws', complete: true, prune: true, namespace: 'default' };
    expect(outcome(await load([], { ...all, accessLevel: AccessLevel.SYSTEM }, jim))).toEqual([]);
    expect(outcome(await load([], all, jim))).toEqual([]);
  });
});

describe('The author of a skill', () => {
  const byKim = sentSkill('kims', 'Made by Kim.', { frontmatter: 'author: kim\n' });

  test('is its owner where an admin says so, is made known, and the audit log tells [migrate.owner-map]', async () => {
    const header = { root: 'authors', authorAsOwner: true };
    const skills = [
      byKim,
      sentSkill('nobodys', 'Made by nobody.'),
      sentSkill('peoples', 'Made by people.', { frontmatter: 'author: Kim and Lou\n' }),
      sentSkill('anns', 'Made by Ann.', { frontmatter: 'author: ann\n' }),
    ];
    const planned = await load(skills, { ...header, dryRun: true });
    expect((await ann.access.listAgents({})).agents.map(({ agentId }) => agentId)).not.toContain('kim');
    const done = await load(skills, header);
    expect(outcome(planned)).toEqual(outcome(done));
    expect(codes(done).map((found) => found.includes('owner_not_author'))).toEqual([false, true, true, false]);
    const owners = await Promise.all(
      done.results.map(async ({ patternId }) => (await ann.patterns.getPattern({ patternId })).pattern?.agentId),
    );
    expect(owners).toEqual(['kim', 'ann', 'ann', 'ann']);
    expect((await ann.access.listAgents({})).agents.map(({ agentId }) => agentId)).toContain('kim');
    const { events } = await ann.admin.listAuditEvents({});
    const imports = events.filter(({ action }) => action === 'ImportSkills');
    expect(imports.map(({ agentId, actingFor, patternId }) => [agentId, actingFor, patternId])).toContainEqual([
      'ann',
      'kim',
      done.results[0]?.patternId,
    ]);
    expect(outcome(await load(skills, header)).map(([, action]) => action)).toEqual(Array(4).fill('SKIPPED'));
    // Kim's own agent has them, and no other rights by it.
    const kim = core.as('kim');
    await kim.patterns.updatePattern({ patternId: done.results[0]?.patternId ?? '', category: 'mine' });
  });

  test('is not, for those who are no admins [migrate.owner-map]', async () => {
    const lou = core.as('lou', 'default');
    for (const skills of [[byKim], []]) {
      const refusal = await refusalOf((options) =>
        lou.skills.importSkills(skillStream({ root: 'lous', authorAsOwner: true }, skills), options),
      );
      expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'ACTING_FOR_OTHER_DENIED' });
    }
  });
});

describe('The category of a skill', () => {
  test("is the frontmatter's, else the folder's with a finding, else one that is guessed, else general [migrate.category]", async () => {
    const pat = core.as('pat', 'categories');
    const texts = [
      'Find slow queries of PostgreSQL.',
      'Index slow queries of PostgreSQL.',
      'Pool PostgreSQL for queries.',
    ];
    const header = { root: 'first', namespace: 'categories' };
    const skills = [
      ...texts.map((text, place) => sentSkill(`databases/db-${place}`, text)),
      sentSkill('databases/own', 'Its own.', { frontmatter: 'category: mine\n' }),
      sentSkill('skills/plain', 'Whistle a tune.'),
    ];
    const first = await load(skills, header, pat);
    const categoryOf = async (patternId: string) => (await pat.patterns.getPattern({ patternId })).pattern?.category;
    const categories = ({ results }: ImportSkillsResponse) =>
      Promise.all(results.map(({ patternId }) => categoryOf(patternId)));
    expect(await categories(first)).toEqual(['databases', 'databases', 'databases', 'mine', 'general']);
    expect(codes(first).map((found) => found.filter((code) => code.startsWith('category_')))).toEqual([
      ...Array(3).fill(['category_from_folder']),
      [],
      [],
    ]);
    const alike = [
      sentSkill('slow-queries', 'Find and index slow queries of PostgreSQL.'),
      sentSkill('songs', 'Sing.'),
    ];
    const planned = await load(alike, { ...header, root: 'second', dryRun: true }, pat);
    const second = await load(alike, { ...header, root: 'second' }, pat);
    expect(await categories(second)).toEqual(['databases', 'general']);
    expect(codes(second)[0]).toContain('category_guessed');
    expect(planned.results.map(({ findings }) => findings)).toEqual(second.results.map(({ findings }) => findings));
    expect(outcome(await load(alike, { ...header, root: 'second' }, pat)).map(([, action]) => action)).toEqual([
      'SKIPPED',
      'SKIPPED',
    ]);
  });
});

describe('The limits of a skill', () => {
  const empty = (length: number) => Array.from({ length }, (_, place) => ({ path: `f${place}`, content: '' }));
  const MOST_BYTES = 16 * 1024 * 1024;

  test('are 512 files and 16 MiB: one more is refused with a finding, and the others go on [skills.limits]', async () => {
    const sized = (path: string, size: number): SentSkill => {
      const skill = sentSkill(path, 'Large.');
      const rest = size - Buffer.byteLength(String(skill.files[0]?.content));
      return { path, files: [...skill.files, { path: 'blob', content: Buffer.alloc(rest) }] };
    };
    const answer = await load(
      [
        sentSkill('files-512', 'Many.', { files: empty(511) }),
        sentSkill('files-513', 'Too many.', { files: empty(512) }),
        sized('bytes-most', MOST_BYTES),
        sized('bytes-more', MOST_BYTES + 1),
        sentSkill('after', 'Goes on.'),
      ],
      { root: 'limits', namespace: 'default' },
    );
    expect(outcome(answer).map(([path, action]) => [path, action])).toEqual([
      ['files-512', 'CREATED'],
      ['files-513', 'REFUSED'],
      ['bytes-most', 'CREATED'],
      ['bytes-more', 'REFUSED'],
      ['after', 'CREATED'],
    ]);
    expect(codes(answer)[1]).toEqual(['too_large']);
    expect(codes(answer)[3]).toEqual(['too_large']);
  });

  test('hold for its paths: none leaves the folder on any system, and the others go on [skills.no-escape]', async () => {
    const paths = ['../x', 'a/../../x', '/etc/passwd', '..\\x', 'a\\b', 'a\0b', 'C:/x', 'c:x', '//host/x', './x', ''];
    const answer = await load(
      [
        ...paths.map((path, place) => sentSkill(`path-${place}`, 'Leaves.', { files: [{ path, content: 'x' }] })),
        ...['../up', '/abs', 'a/../../up', 'C:/up', 'a\\up'].map((path) => ({ ...sentSkill('s', 'Leaves.'), path })),
        sentSkill('stays', 'Stays.'),
      ],
      { root: 'paths', namespace: 'default' },
    );
    const refused = answer.results.slice(0, -1);
    expect(refused.map(({ action, patternId }) => [action, patternId])).toEqual(
      refused.map(() => [SkillImportAction.REFUSED, '']),
    );
    expect(codes(answer).slice(0, -1)).toEqual(refused.map(() => ['unsafe_path']));
    expect(outcome(answer).at(-1)).toEqual(['stays', 'CREATED', 'stays', '1.0.0']);
  });
});
