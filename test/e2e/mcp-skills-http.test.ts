import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { AccessLevel } from '@tmws/contract';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSkill, skillFile } from '../harness/import-skill.ts';
import { keyOf, type McpHttpServer, mcpHttpClient, startMcpHttp } from '../harness/mcp-http.ts';
import { type TmwsHome, tmwsHome } from '../harness/tmws-home.ts';

const FILES = { 'SKILL.md': skillFile('packed'), 'refs/räume.md': 'ä\n', 'logo.bin': Buffer.of(0, 1, 2) };

let home: TmwsHome;
let server: McpHttpServer;
let ann: string;
let bob: string;
let packedId: string;

beforeAll(async () => {
  home = await tmwsHome();
  ann = await keyOf(home, 'ann');
  bob = await keyOf(home, 'bob');
  server = await startMcpHttp(home);
  const client = await home.client('ann');
  packedId = await importSkill(client, 'packed', { files: FILES });
  await importSkill(client, 'own', { files: { 'SKILL.md': skillFile('own') }, accessLevel: AccessLevel.PRIVATE });
  await importSkill(await home.client('bob'), 'packed', { files: { 'SKILL.md': skillFile('packed') } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const get = (path: string, key?: string, method = 'GET'): Promise<Response> =>
  fetch(new URL(path, server.url), { method, headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly url: string;
  readonly digest: string;
}

const index = async (key?: string, from = server): Promise<readonly Entry[]> => {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(new URL('/.well-known/agent-skills/index.json', from.url), { headers });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
  const { $schema, skills } = JSON.parse(await response.text());
  expect($schema).toBe('https://schemas.agentskills.io/discovery/0.2.0/schema.json');
  return skills;
};

const unpacked = async (archive: Uint8Array): Promise<Readonly<Record<string, Buffer>>> => {
  const files: Record<string, Buffer> = {};
  for await (const entry of Readable.from([archive]).pipe(createGunzip()).pipe(extract())) {
    files[entry.header.name] = await buffer(entry);
  }
  return files;
};

test.each(['auto', 'legacy'] as const)(
  'over one HTTP server each key is served its own skills, by mode %s',
  async (mode) => {
    await using asAnn = await mcpHttpClient(server, ann, mode);
    await using asBob = await mcpHttpClient(server, bob, mode);
    for (let turn = 0; turn < 2; turn += 1) {
      const [ofAnn, ofBob] = await Promise.all([asAnn, asBob].map((client) => new SkillsClient(client).list()));
      expect(ofAnn?.skills.map(({ frontmatter }) => frontmatter.name).toSorted()).toEqual(['own', 'packed', 'packed']);
      expect(ofBob?.skills.map(({ frontmatter }) => frontmatter.name).toSorted()).toEqual(['packed', 'packed']);
      for (const skill of ofAnn?.skills ?? []) expect((await new SkillsClient(asAnn).read(skill)).verified).toBe(true);
    }
  },
);

test('the well-known index tells of the skills that the key may read, and its digests are those of what it names', async () => {
  const listed = await index(ann);
  expect(listed.map(({ name, type }) => [name, type]).toSorted()).toEqual([
    ['own', 'skill-md'],
    ['packed', expect.any(String)],
  ]);
  for (const { url, digest, type } of [...listed, ...(await index(bob))]) {
    const response = await get(url, url.includes('/own/') ? ann : bob);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe(type === 'archive' ? 'application/gzip' : 'text/markdown');
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  }
  expect((await index(bob)).map(({ name }) => name)).toEqual(['packed']);
  expect(await index()).toEqual([]);
  expect((await get('/.well-known/agent-skills/index.json', 'tmws_wrong')).status).toBe(401);
});

test('a skill of several files is an archive of them, which stays as it was when the pattern changes', async () => {
  const url = '/.well-known/agent-skills/default/ann/1.0.0-r1/packed.tar.gz';
  const before = Buffer.from(await (await get(url, bob)).arrayBuffer());
  const files = Object.entries(FILES).map(([path, content]) => [path, Buffer.from(content)]);
  expect(await unpacked(before)).toEqual(Object.fromEntries(files));
  const { patterns } = await home.client('ann');
  await patterns.updatePattern({
    patternId: packedId,
    patternData: { description: 'New.' },
    updateMask: ['pattern_data'],
  });
  expect(before.equals(Buffer.from(await (await get(url, bob)).arrayBuffer()))).toBe(true);
  const head = await get(url, bob, 'HEAD');
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    200,
    String(before.length),
    '',
  ]);
});

test('what is not there, and what the key may not read, is not found', async () => {
  const root = '/.well-known/agent-skills/default/ann/1.0.0-r1';
  for (const path of [
    `${root}/own/SKILL.md`,
    `${root}/own.tar.gz`,
    `${root}/none/SKILL.md`,
    `${root}/packed/x`,
    root,
  ]) {
    const refused = await get(path, bob);
    expect([refused.status, await refused.json()]).toMatchObject([404, { error: 'not_found' }]);
    expect((await get(path)).status).toBe(404);
  }
  expect((await get(`${root}/own/SKILL.md`, ann)).status).toBe(200);
  expect((await get('/.well-known/agent-skills/index.json', ann, 'POST')).status).toBe(404);
});

test('a server that publishes shows everybody the PUBLIC skills of its agent, and nothing else of it', async () => {
  const client = await home.client('ann');
  await importSkill(client, 'open', { files: { 'SKILL.md': skillFile('open') }, accessLevel: AccessLevel.PUBLIC });
  const env = { ...home.env, TMWS_API_KEY: ann };
  await using publishing = await startMcpHttp({ env }, undefined, ['--publish-skills']);
  const everybody = await index(undefined, publishing);
  expect(everybody.map(({ name }) => name)).toEqual(['open']);
  const at = (url: string): Promise<Response> => fetch(new URL(url, publishing.url));
  expect(await (await at(everybody[0]?.url ?? '')).text()).toBe(skillFile('open'));
  for (const name of ['own/SKILL.md', 'packed.tar.gz']) {
    expect((await at(`/.well-known/agent-skills/default/ann/1.0.0-r1/${name}`)).status).toBe(404);
  }
  expect((await fetch(publishing.url, { method: 'POST', body: '{}' })).status).toBe(401);
  await expect(startMcpHttp({ env: home.env }, undefined, ['--publish-skills'])).rejects.toThrow('needs TMWS_API_KEY');
});

test('a skill that is PUBLIC no more, or served no more, is shown to nobody at the address that it had', async () => {
  const client = await home.client('ann');
  const env = { ...home.env, TMWS_API_KEY: ann };
  await using publishing = await startMcpHttp({ env }, undefined, ['--publish-skills']);
  const files = (name: string) => ({ files: { 'SKILL.md': skillFile(name) }, accessLevel: AccessLevel.PUBLIC });
  const changes = { hidden: { accessLevel: AccessLevel.PRIVATE }, unlisted: { serveAsSkill: false } };
  for (const [name, change] of Object.entries(changes)) {
    const patternId = await importSkill(client, name, files(name));
    const url = (await index(undefined, publishing)).find((entry) => entry.name === name)?.url ?? '';
    const at = (key?: string): Promise<Response> =>
      fetch(new URL(url, publishing.url), key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
    expect((await at()).status).toBe(200);
    await client.patterns.updatePattern({ patternId, ...change });
    expect([(await at()).status, (await at(ann)).status]).toEqual([404, 200]);
  }
});
