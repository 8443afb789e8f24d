import { createHash, randomBytes } from 'node:crypto';
import type { Client } from '@modelcontextprotocol/client';
import { type Skill, SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import type { TmwsClient } from '@tmws/client';
import { AccessLevel, PatternStatus } from '@tmws/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSkill, skillFile } from '../harness/import-skill.ts';
import { mcpClient } from '../harness/mcp-client.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

let home: TmwsHome;
let admin: TmwsClient;

beforeAll(async () => {
  home = await tmwsHome();
  // The first agent of a data folder administers it.
  admin = await home.client();
  await admin.patterns.listPatterns({});
});
afterAll(() => home[Symbol.asyncDispose]());

interface Host extends AsyncDisposable {
  readonly client: Client;
  readonly skills: SkillsClient;
}

const host = async (agent: string, of = home): Promise<Host> => {
  const client = await mcpClient({ ...of, env: { ...of.env, TMWS_AGENT: agent } });
  return { client, skills: new SkillsClient(client), [Symbol.asyncDispose]: () => client.close() };
};

const importAs = async (agent: string, path: string, skill: Parameters<typeof importSkill>[2]): Promise<string> =>
  importSkill(await home.client(agent), path, skill);

const urisOf = (skills: readonly Skill[], owner: string): readonly string[] =>
  skills.map(({ uri }) => uri).filter((uri) => uri.startsWith(`skill://default/${owner}/`));

const refusalOf = async (call: Promise<unknown>): Promise<{ code: unknown; message: string; data: unknown }> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) {
      return { code: Reflect.get(error, 'code'), message: error.message, data: Reflect.get(error, 'data') };
    }
  }
  throw new Error('It was not refused.');
};

test('each agent is served the skills that it may read, over list, get and read [mcp.skills-extension]', async () => {
  await importAs('ann', 'open-door', { files: { 'SKILL.md': skillFile('open-door') } });
  const files = { 'SKILL.md': skillFile('own-door') };
  await importAs('ann', 'own-door', { files, accessLevel: AccessLevel.PRIVATE });
  await using ann = await host('ann');
  await using bob = await host('bob');
  expect(ann.skills.supported && ann.skills.directoryRead).toBe(true);
  const [open, own] = ['open-door', 'own-door'].map((name) => `skill://default/ann/1.0.0-r1/${name}/SKILL.md`);
  expect(urisOf((await ann.skills.list()).skills, 'ann').toSorted()).toEqual([open, own]);
  const { skills } = await bob.skills.list();
  expect(urisOf(skills, 'ann')).toEqual([open]);
  const { skill } = await bob.skills.get(open ?? '');
  expect(skill).toEqual(skills.find(({ uri }) => uri === open));
  expect(skill.frontmatter).toEqual({ name: 'open-door', description: 'Do open-door well.' });
  expect((await bob.skills.read(skill)).text).toBe(skillFile('open-door'));
});

test('a skill that may not be read is refused as an unknown one is [mcp.skills-unreadable]', async () => {
  const files = { 'SKILL.md': skillFile('hidden'), 'docs/a.md': 'a' };
  await importAs('cat', 'hidden', { files, accessLevel: AccessLevel.PRIVATE });
  await using cat = await host('cat');
  await using dan = await host('dan');
  const calls = (root: string) => [
    dan.skills.get(`${root}/SKILL.md`),
    dan.client.readResource({ uri: `${root}/SKILL.md` }),
    dan.client.readResource({ uri: `${root}/docs/a.md` }),
    dan.skills.readDirectory(root),
    dan.skills.readDirectory(`${root}/docs`),
  ];
  const hidden = 'skill://default/cat/1.0.0-r1/hidden';
  const unknown = 'skill://default/cat/1.0.0-r1/nobody';
  const refusals = (root: string) => Promise.all(calls(root).map(refusalOf));
  const refused = await refusals(hidden);
  expect(refused.map(({ code }) => code)).toEqual(Array(5).fill(-32602));
  expect(JSON.parse(JSON.stringify(refused).replaceAll('/hidden', '/nobody'))).toEqual(await refusals(unknown));
  for (const uri of [
    'skill://default/cat/1.0.0-r2/hidden/SKILL.md',
    'skill://x',
    `${hidden}/SKILL.md?`,
    `${hidden}//x`,
  ]) {
    expect((await refusalOf(cat.client.readResource({ uri }))).code).toBe(-32602);
    expect((await refusalOf(cat.skills.get(uri))).code).toBe(-32602);
  }
  expect((await cat.skills.get(`${hidden}/SKILL.md`)).skill.frontmatter.name).toBe('hidden');
});

test('the best fifty stand on the first page, the rest on the next [mcp.skills-best-first]', async () => {
  await using other = await tmwsHome();
  const fay = await other.client('fay');
  const gus = await other.client('gus');
  // An agent counts ten outcomes at most, so each of the two gives one kind of them.
  const records = Array.from({ length: 60 }, (_, index) => ({
    successes: index % 10,
    failures: Math.floor(index / 10),
  }));
  await fay.patterns.batchCreatePatterns({
    patterns: records.map((_, index) => ({
      patternName: `ranked-${index}`,
      category: 'ranks',
      accessLevel: AccessLevel.PUBLIC,
      serveAsSkill: true,
      patternData: { description: `Rank ${index}.` },
    })),
  });
  const created = await fay.patterns.listPatterns({ pageSize: 200 });
  const ids = new Map(created.patterns.map(({ patternName, id }) => [patternName, id]));
  const rated = records.map(async ({ successes, failures }, index) => {
    const patternId = ids.get(`ranked-${index}`) ?? '';
    for (let n = 0; n < successes; n += 1) await fay.usage.recordUsage({ patternId, success: true });
    for (let n = 0; n < failures; n += 1) await gus.usage.recordUsage({ patternId, success: false });
  });
  await Promise.all(rated);
  const { patterns } = await fay.patterns.listPatterns({ pageSize: 200 });
  const best = patterns
    .toSorted((a, b) => b.effectiveness - a.effectiveness)
    .map(({ patternName }) => `skill://default/fay/1.0.0-r1/${patternName}/SKILL.md`);
  expect(new Set(patterns.map(({ effectiveness }) => effectiveness)).size).toBe(60);

  await using iris = await host('iris', other);
  const first = await iris.skills.list({ cursor: '' });
  const second = await iris.skills.list({ cursor: first.nextCursor ?? '' });
  expect([first, second].map(({ skills }) => skills.length)).toEqual([50, 10]);
  expect([...first.skills, ...second.skills].map(({ uri }) => uri)).toEqual(best);
  expect(second.nextCursor).toBeUndefined();
  expect((await refusalOf(iris.skills.list({ cursor: 'other' }))).code).toBe(-32602);
});

test('an import is listed, another pattern only when it is told to be [mcp.skills-marked]', async () => {
  await importAs('jim', 'imported', { files: { 'SKILL.md': skillFile('imported') } });
  const jim = await home.client('jim');
  const { pattern } = await jim.patterns.createPattern({
    patternName: 'written',
    category: 'any',
    accessLevel: AccessLevel.TEAM,
    patternData: { description: 'Written here.', steps: ['One.', 'Two.'] },
  });
  const patternId = pattern?.id ?? '';
  await using kay = await host('kay');
  const listed = async (): Promise<readonly string[]> => urisOf((await kay.skills.list()).skills, 'jim').toSorted();
  const imported = 'skill://default/jim/1.0.0-r1/imported/SKILL.md';
  expect(await listed()).toEqual([imported]);
  await jim.patterns.updatePattern({ patternId, serveAsSkill: true, updateMask: ['serve_as_skill'] });
  const written = 'skill://default/jim/1.0.0-r2/written/SKILL.md';
  expect(await listed()).toEqual([imported, written]);
  const { body } = await kay.skills.read((await kay.skills.get(written)).skill);
  expect(body).toContain('1. One.\n2. Two.');
  await jim.patterns.updatePattern({ patternId, serveAsSkill: false, updateMask: ['serve_as_skill'] });
  expect(await listed()).toEqual([imported]);
});

test('each file carries the digest of the bytes that are read, whatever it is and however it is named [mcp.skills-sha256]', async () => {
  const files = {
    'SKILL.md': skillFile('many-files'),
    'assets/logo.png': randomBytes(60_000),
    'references/Q&A 100%.md': '# Q\n',
    'references/deep/räumen.txt': 'ä\n',
    'scripts/run.sh': '#!/bin/sh\n',
    'empty.json': '',
  };
  await importAs('lea', 'many-files', { files });
  await using max = await host('max');
  const root = 'skill://default/lea/1.0.0-r1/many-files';
  const { skill } = await max.skills.get(`${root}/SKILL.md`);
  const resources = Array.isArray(skill.resources) ? skill.resources : [];
  expect(resources).toHaveLength(6);
  const contents = await Promise.all(
    resources.map(async ({ uri, digest, size }) => {
      const [content] = (await max.client.readResource({ uri })).contents;
      const bytes =
        content && 'text' in content ? Buffer.from(content.text) : Buffer.from(content?.blob ?? '', 'base64');
      expect([bytes.length, `sha256:${createHash('sha256').update(bytes).digest('hex')}`]).toEqual([size, digest]);
      return { uri, type: content?.mimeType, isText: content !== undefined && 'text' in content, bytes };
    }),
  );
  expect(contents.map(({ uri, type, isText }) => [uri.slice(root.length + 1), type, isText])).toEqual([
    ['SKILL.md', 'text/markdown', true],
    ['assets/logo.png', 'image/png', false],
    ['empty.json', 'application/json', true],
    ['references/Q%26A%20100%25.md', 'text/markdown', true],
    ['references/deep/r%C3%A4umen.txt', 'text/plain', true],
    ['scripts/run.sh', 'application/x-sh', true],
  ]);
  for (const [name, content] of Object.entries(files)) {
    const { bytes, verified } = await max.skills.read(skill, name);
    expect([verified, Buffer.from(content).equals(bytes)]).toEqual([true, true]);
  }
  const children = async (uri: string) =>
    (await max.skills.readDirectory(uri)).resources.map(({ name, mimeType }) => [name, mimeType]);
  expect(await children(root)).toEqual([
    ['SKILL.md', 'text/markdown'],
    ['assets', 'inode/directory'],
    ['empty.json', 'application/json'],
    ['references', 'inode/directory'],
    ['scripts', 'inode/directory'],
  ]);
  expect(await children(`${root}/references`)).toEqual([
    ['Q&A 100%.md', 'text/markdown'],
    ['deep', 'inode/directory'],
  ]);
  expect((await refusalOf(max.skills.readDirectory(`${root}/SKILL.md`))).code).toBe(-32602);
});

test('a URI names a revision, and gives the same bytes for as long as the pattern may be read [mcp.skills-uri]', async () => {
  const files = { 'SKILL.md': skillFile('steady'), 'a.md': 'a' };
  const patternId = await importAs('ned', 'steady', { files });
  const ned = await home.client('ned');
  await using otto = await host('otto');
  const uriOf = async (): Promise<string> =>
    urisOf((await otto.skills.list()).skills, 'ned').find((uri) => uri.endsWith('/steady/SKILL.md')) ?? '';
  const first = await uriOf();
  expect(first).toBe('skill://default/ned/1.0.0-r1/steady/SKILL.md');
  const readAll = async (uri: string): Promise<readonly string[]> => {
    const { skill } = await otto.skills.get(uri);
    const read = ['SKILL.md', 'a.md'].map(async (path) => (await otto.skills.read(skill, path)).text ?? '');
    return [JSON.stringify(skill), ...(await Promise.all(read))];
  };
  const before = await readAll(first);
  expect(before.slice(1)).toEqual([files['SKILL.md'], 'a']);
  const patternData = { description: 'Otherwise.' };
  await ned.patterns.updatePattern({ patternId, patternData, updateMask: ['pattern_data'] });
  const second = await uriOf();
  expect(second).toBe('skill://default/ned/1.0.0-r2/steady/SKILL.md');
  const changed = await readAll(second);
  expect(changed[1]).toContain('Otherwise.');
  await ned.patterns.updatePattern({ patternId, tags: ['third'], updateMask: ['tags'] });
  await ned.versions.createVersion({ patternId, newVersion: '2.0.0-rc.1+b', patternData });
  expect(await uriOf()).toBe('skill://default/ned/1.0.0-r3/steady/SKILL.md');
  expect((await otto.skills.get('skill://default/ned/2.0.0-rc.1%2Bb-r1/steady/SKILL.md')).skill.uri).toContain('rc.1');
  expect(await readAll(first)).toEqual(before);
  expect(await readAll(second)).toEqual(changed);
  await ned.patterns.updatePattern({ patternId, accessLevel: AccessLevel.PRIVATE, updateMask: ['access_level'] });
  expect((await refusalOf(otto.skills.get(first))).code).toBe(-32602);
  await admin.patterns.redactRevision({ patternId, revision: 2 });
  await using own = await host('ned');
  expect((await refusalOf(own.skills.get(second))).code).toBe(-32602);
});

test('what hosts would refuse is served in a form that they take, and a draft to nobody', async () => {
  const odd = { 'SKILL.md': '# No frontmatter\n\nDo it.\n', 'nested/SKILL.md': 'x' };
  await importAs('pia', 'Odd Skill: 100% (ä)', { files: odd });
  await importAs('pia', '設計', { files: { 'SKILL.md': '---\nname: [a\n---\nText.\n' } });
  const pia = await home.client('pia');
  for (const patternName of ['..', 'a/b?c#d', '=.', '%2E', 'con']) {
    await pia.patterns.createPattern({
      patternName,
      category: 'odd',
      serveAsSkill: true,
      patternData: { description: '---\n<b>: "\u2028\0', other: { x: 1 }, 'a\0b': ['\0'] },
    });
  }
  const draft = { patternName: 'draft', category: 'odd', serveAsSkill: true, status: PatternStatus.DRAFT };
  await pia.patterns.createPattern({ ...draft, patternData: { description: 'Not yet.' } });
  await using host1 = await host('pia');
  const { skills, invalid } = await host1.skills.list();
  const own = skills.filter(({ uri }) => uri.startsWith('skill://default/pia/'));
  expect(invalid).toEqual([]);
  expect(own.map(({ frontmatter }) => frontmatter.name)).toHaveLength(7);
  for (const skill of own) {
    const { verified } = await host1.skills.read(skill);
    expect(verified).toBe(true);
    expect((await host1.skills.get(skill.uri)).skill).toEqual(skill);
  }
  const oddUri = 'skill://default/pia/1.0.0-r1/Odd%20Skill%3A%20100%25%20(%C3%A4)/odd-skill-100-a';
  expect(own.map(({ uri }) => uri)).toContain(`${oddUri}/SKILL.md`);
  expect((await host1.client.readResource({ uri: `${oddUri}/nested/SKILL.md` })).contents).toMatchObject([
    { text: 'x' },
  ]);
  expect((await refusalOf(host1.skills.get(`${oddUri}/nested/SKILL.md`))).code).toBe(-32602);
  expect((await refusalOf(host1.skills.get('skill://default/pia/1.0.0-r1/draft/SKILL.md'))).code).toBe(-32602);
});

test('a session that listed skills hears that the list changed', async () => {
  await using quinn = await host('quinn');
  let heard = (): void => {};
  const change = new Promise<void>((resolve) => {
    heard = resolve;
  });
  quinn.client.setNotificationHandler('notifications/resources/list_changed', () => heard());
  await quinn.skills.list();
  await importAs('rosa', 'announced', { files: { 'SKILL.md': skillFile('announced') } });
  await change;
  expect(urisOf((await quinn.skills.list()).skills, 'rosa')).toEqual([
    'skill://default/rosa/1.0.0-r1/announced/SKILL.md',
  ]);
});

test("an admin is served no skill of a member's own [access.admin-not-mcp]", async () => {
  const files = { 'SKILL.md': skillFile('members') };
  await importAs('sam', 'members', { files, accessLevel: AccessLevel.PRIVATE });
  await using asAdmin = await host('tester');
  expect(urisOf((await asAdmin.skills.list()).skills, 'sam')).toEqual([]);
  const uri = 'skill://default/sam/1.0.0-r1/members/SKILL.md';
  expect((await refusalOf(asAdmin.skills.get(uri))).code).toBe(-32602);
  expect((await refusalOf(asAdmin.client.readResource({ uri }))).code).toBe(-32602);
});
