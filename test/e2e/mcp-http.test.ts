import type { Client } from '@modelcontextprotocol/client';
import { Scope } from '@tmws/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mcpClient } from '../harness/mcp-client.ts';
import { keyOf, type McpHttpServer, mcpHttpClient, startMcpHttp } from '../harness/mcp-http.ts';
import { PROGRAMS, runProgram } from '../harness/run.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const MODES = ['auto', 'legacy'] as const;

describe('tmws-mcp --http', () => {
  let home: TmwsHome;
  let server: McpHttpServer;
  let ann: string;
  let bob: string;

  beforeAll(async () => {
    home = await tmwsHome();
    await untilEmbedded(await home.client());
    ann = await keyOf(home, 'ann');
    bob = await keyOf(home, 'bob');
    server = await startMcpHttp(home);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  const call = async (client: Client, name: string, input: object) => {
    const { structuredContent } = await client.callTool({ name, arguments: { ...input } });
    return JSON.parse(JSON.stringify(structuredContent));
  };
  const learn = (client: Client, name: string, more: object = {}) =>
    call(client, 'learn_pattern', {
      pattern_name: name,
      pattern_content: 'Moor the zeppelin at dusk.',
      category: 'airships',
      ...more,
    });
  const found = async (client: Client): Promise<readonly string[]> => {
    const asked = { pattern_query: 'moor the zeppelin', context: '', min_similarity: 0, max_patterns: 20 };
    const { result } = await call(client, 'apply_pattern', asked);
    return result.patterns.map(({ pattern_name: name }: { pattern_name: string }) => name).toSorted();
  };
  const uriOf = (patternId: string): string => `tmws://pattern/${patternId}`;

  test.each(MODES)('lists over HTTP what it lists over stdio, by mode %s [mcp.http]', async (mode) => {
    await using overStdio = await mcpClient(home);
    await learn(overStdio, `listed ${mode}`);
    await using overHttp = await mcpHttpClient(server, await keyOf(home, 'tester'), mode);
    expect(overHttp.getNegotiatedProtocolVersion()).toMatch(mode === 'auto' ? '2026-07-28' : /^2025/);
    const listsOf = async (client: Client) => ({
      tools: (await client.listTools()).tools,
      resources: (await client.listResources()).resources,
      templates: (await client.listResourceTemplates()).resourceTemplates,
      prompts: (await client.listPrompts()).prompts,
      instructions: client.getInstructions(),
      server: client.getServerVersion(),
    });
    expect(await listsOf(overHttp)).toEqual(await listsOf(overStdio));
  });

  test.each(MODES)(
    'each request acts as the agent of its own token, over one server in turn, by mode %s [mcp.http-identity, mcp.http-no-cache]',
    async (mode) => {
      await using asAnn = await mcpHttpClient(server, ann, mode);
      await using asBob = await mcpHttpClient(server, bob, mode);
      const secret = await learn(asAnn, `private of ann ${mode}`);
      await learn(asBob, `private of bob ${mode}`);
      await learn(asAnn, `public of ann ${mode}`, { access_level: 'public' });
      for (let turn = 0; turn < 2; turn += 1) {
        const [ofAnn, ofBob] = [await found(asAnn), await found(asBob)];
        expect(ofAnn).toEqual(expect.arrayContaining([`private of ann ${mode}`, `public of ann ${mode}`]));
        expect(ofAnn).not.toContain(`private of bob ${mode}`);
        expect(ofBob).toEqual(expect.arrayContaining([`private of bob ${mode}`, `public of ann ${mode}`]));
        expect(ofBob).not.toContain(`private of ann ${mode}`);
        const uri = uriOf(secret.result.pattern_id);
        expect(JSON.stringify(await asAnn.readResource({ uri }))).toContain('Moor the zeppelin');
        await expect(asBob.readResource({ uri })).rejects.toThrow(/not found|unknown/i);
      }
      const unknown = asBob.readResource({ uri: uriOf(secret.result.pattern_id) }).catch(String);
      const missing = asBob.readResource({ uri: uriOf('00000000-0000-7000-8000-000000000000') }).catch(String);
      const shape = (text: unknown): string => String(text).replace(/[0-9a-f-]{36}/g, 'ID');
      expect(shape(await unknown)).toBe(shape(await missing));
    },
  );

  test('without a token, with a made-up or a revoked one nothing is answered, though the operating-system user is an admin [mcp.http-identity]', async () => {
    const status = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await fetch(server.url, { method: 'POST', headers, body: '{}' })).status;
    expect(await status({})).toBe(401);
    expect(await status({ 'x-tmws-agent': 'tester' })).toBe(401);
    expect(await status({ authorization: `Bearer ${ann}x` })).toBe(401);
    const { access } = await home.client();
    const { apiKey, secret } = await access.createApiKey({ agentId: 'bob' });
    await using asBob = await mcpHttpClient(server, secret);
    expect((await asBob.listTools()).tools).toHaveLength(5);
    await access.deleteApiKey({ apiKeyId: apiKey?.id ?? '' });
    await expect(asBob.listTools()).rejects.toThrow(/401|unauthorized|revoked/i);
  });

  test('a key that only reads is told of the scope it lacks [mcp.http-identity]', async () => {
    await using reader = await mcpHttpClient(server, await keyOf(home, 'reader', [Scope.READ]));
    expect(await found(reader)).toEqual(expect.any(Array));
    await expect(learn(reader, 'no')).rejects.toThrow(/scope/);
  });

  test('a request from a foreign page, or to a foreign name, is refused whatever its key [mcp.http-origin]', async () => {
    const headers = { authorization: `Bearer ${ann}`, origin: 'https://evil.example' };
    expect((await fetch(server.url, { method: 'POST', headers, body: '{}' })).status).toBe(403);
  });

  test.each(MODES)('100 calls at once are all answered, by mode %s', async (mode) => {
    await using asAnn = await mcpHttpClient(server, ann, mode);
    await using asBob = await mcpHttpClient(server, bob, mode);
    const names = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const client = index % 2 === 0 ? asAnn : asBob;
        const { result } = await learn(client, `at once ${mode} ${index}`);
        return result.pattern_name;
      }),
    );
    expect(new Set(names).size).toBe(100);
  });

  test.each(MODES)('a change is told to who may read it, over a stream of its own, by mode %s', async (mode) => {
    await using asAnn = await mcpHttpClient(server, ann, mode);
    const { result } = await learn(asAnn, `watched ${mode}`);
    const uri = uriOf(result.pattern_id);
    const heard = Promise.withResolvers<string>();
    asAnn.setNotificationHandler('notifications/resources/updated', ({ params }) => heard.resolve(params.uri));
    if (mode === 'legacy') await asAnn.subscribeResource({ uri });
    else await asAnn.listen({ resourceSubscriptions: [uri] });
    await using again = await mcpHttpClient(server, ann, mode);
    const timer = setInterval(
      () => void call(again, 'evolve_pattern', { pattern_id: result.pattern_id, evolution_data: { at: Date.now() } }),
      200,
    );
    try {
      expect(await heard.promise).toBe(uri);
    } finally {
      clearInterval(timer);
    }
  });

  test.each(MODES)('the core ended under the server: the next call works, by mode %s', async (mode) => {
    await using asAnn = await mcpHttpClient(server, ann, mode);
    await found(asAnn);
    process.kill(await home.corePid(), 'SIGKILL');
    expect(await found(asAnn)).toEqual(expect.any(Array));
  });

  test('its log tells no key and no content', () => {
    expect(server.log()).toContain('"msg":"tool called"');
    for (const secret of [ann, bob, 'Bearer', 'zeppelin']) expect(server.log()).not.toContain(secret);
  });

  test('`tmws mcp --http` is the same server, and both end at SIGTERM with what is under way answered', async () => {
    const beside = await startMcpHttp(home, [PROGRAMS.cli, 'mcp']);
    await using client = await mcpHttpClient(beside, ann, 'legacy');
    expect((await client.listTools()).tools).toHaveLength(5);
    await beside[Symbol.asyncDispose]();
    expect(await beside.ended).toEqual([0, null]);
  });

  test('a port that is taken is told in a sentence', async () => {
    const { status, stderr } = await runProgram('mcp', ['--http', server.url.host], home.env);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^MCP cannot be served on .*EADDRINUSE.*--http\.\n$/);
  });
});
