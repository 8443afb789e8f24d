import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callTool } from './testing/connect-in-process.ts';
import { SERVER_PROGRAM } from './testing/server-program.ts';
import { initialize, type SpawnedServer, spawnServer, toolCall } from './testing/spawned-server.ts';
import { type StandInCore, startStandInCore } from './testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from './testing/workplace.ts';

const LEARN = { pattern_name: 'a', pattern_content: 'b', category: 'c' };
const APPLY = { pattern_query: 'a', context: '' };

describe('tmws-mcp over stdio', () => {
  let workplace: Workplace;
  let core: StandInCore;
  const servers: SpawnedServer[] = [];
  const clients: Client[] = [];

  const spawnAndInitialize = async (variables: Readonly<Record<string, string>> = {}): Promise<SpawnedServer> => {
    const server = spawnServer({ ...workplace.environment, ...variables });
    servers.push(server);
    server.write(initialize());
    await server.answer(1);
    server.write({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return server;
  };

  const connect = async (mode: 'auto' | 'legacy' = 'legacy'): Promise<Client> => {
    const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode } });
    clients.push(client);
    const { command, args } = SERVER_PROGRAM;
    const env = { ...workplace.environment };
    await client.connect(new StdioClientTransport({ command, args: [...args], env, stderr: 'ignore' }));
    return client;
  };

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInCore(workplace.socket);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    for (const { child } of servers.splice(0)) child.kill('SIGKILL');
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test.each(['auto', 'legacy'] as const)(
    'serves the official client, negotiating %s [mcp.protocol-revisions]',
    async (mode) => {
      const client = await connect(mode);
      expect(client.getNegotiatedProtocolVersion()).toMatch(mode === 'auto' ? '2026-07-28' : /^2025/);
      expect((await client.listTools()).tools).toHaveLength(5);
      const learned = await callTool(client, 'learn_pattern', { input: LEARN });
      expect(learned.structured).toMatchObject({ success: true, result: { pattern_name: 'a' } });
      const refused = await callTool(client, 'apply_pattern', { input: { pattern_query: '' } });
      expect(refused).toMatchObject({ isError: true, structured: { error: { reason: 'INVALID_FIELD' } } });
    },
  );

  test.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'speaks revision %s [mcp.protocol-revisions]',
    async (revision) => {
      const server = spawnServer(workplace.environment);
      servers.push(server);
      server.write(initialize(revision));
      expect(await server.answer(1)).toMatchObject({ result: { protocolVersion: revision } });
      server.write({ jsonrpc: '2.0', method: 'notifications/initialized' });
      server.write(toolCall(2, 'apply_pattern', APPLY));
      expect(await server.answer(2)).toMatchObject({ result: { structuredContent: { success: true } } });
    },
  );

  test('answers initialize and lists its tools with no core to be reached, and calls say so [grpc.contract-first]', async () => {
    const server = await spawnAndInitialize({ TMWS_ADDRESS: `unix:${workplace.folder}/none.sock` });
    server.write({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    expect(await server.answer(2)).toMatchObject({ result: { tools: [{}, {}, {}, {}, {}] } });
    server.write(toolCall(3, 'apply_pattern', APPLY));
    expect(await server.answer(3)).toMatchObject({
      result: {
        isError: true,
        structuredContent: { success: false, error: { reason: 'CORE_UNREACHABLE' } },
      },
    });
    expect(server.errors()).toContain('No core answers at unix:');
  });

  test('finds a core that comes later, and a new one where the old one was', async () => {
    await core[Symbol.asyncDispose]();
    const client = await connect();
    expect((await callTool(client, 'apply_pattern', { input: APPLY })).isError).toBe(true);
    core = await startStandInCore(workplace.socket);
    expect((await callTool(client, 'apply_pattern', { input: APPLY })).isError).toBe(false);
    await core[Symbol.asyncDispose]();
    core = await startStandInCore(workplace.socket);
    expect((await callTool(client, 'apply_pattern', { input: APPLY })).isError).toBe(false);
    expect(core.applied).toHaveLength(1);
  });

  test('answers a hundred calls at once, each its own', async () => {
    const client = await connect();
    const names = Array.from({ length: 100 }, (_, index) => `pattern-${index}`);
    const answers = await Promise.all(
      names.map((name) => callTool(client, 'learn_pattern', { input: { ...LEARN, pattern_name: name } })),
    );
    expect(answers.map(({ structured }) => structured.result)).toMatchObject(
      names.map((name) => ({ pattern_name: name })),
    );
    expect(new Set(core.learned.map(({ requestId }) => requestId)).size).toBe(100);
  });

  test.each([5, 12])('refuses an argument of %d MB and goes on', async (megabytes) => {
    const client = await connect();
    const large = { ...LEARN, pattern_content: 'x'.repeat(megabytes * 1024 * 1024) };
    const refused = await callTool(client, 'learn_pattern', { input: large });
    expect(refused).toMatchObject({ isError: true, structured: { error: { reason: 'INVALID_FIELD' } } });
    expect((await callTool(client, 'learn_pattern', { input: LEARN })).isError).toBe(false);
    expect(core.learned).toHaveLength(1);
  });

  test('writes nothing but messages of the protocol to standard output, whatever goes wrong [mcp.stdout-clean]', async () => {
    const server = await spawnAndInitialize({ TMWS_LOG_LEVEL: 'trace' });
    server.write('this is no JSON');
    server.write({ neither: 'a request' });
    server.write(toolCall(2, 'no_such_tool', {}));
    server.write(toolCall(3, 'learn_pattern', {}));
    server.write({ jsonrpc: '2.0', id: 4, method: 'no/such/method' });
    await core[Symbol.asyncDispose]();
    server.write(toolCall(5, 'apply_pattern', APPLY));
    await Promise.all([2, 3, 4].map((id) => server.answer(id)));
    server.child.stdin?.end();
    await server.ended;
    expect(server.lines.map((line) => JSON.parse(line).jsonrpc)).toEqual(server.lines.map(() => '2.0'));
    const logged = server.errors().trim().split('\n');
    expect(logged.length).toBeGreaterThan(1);
    for (const line of logged) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  test.each(['auto', 'legacy'] as const)(
    'a call that its client cancels, or gives up after a while, ends in the core (%s)',
    async (mode) => {
      const client = await connect(mode);
      let ended = 0;
      core.apply = (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended += 1;
            reject(signal.reason);
          });
        });
      const controller = new AbortController();
      const begin = (options: object): Promise<unknown> =>
        expect(client.callTool({ name: 'apply_pattern', arguments: APPLY }, options)).rejects.toThrow();
      const cancelled = begin({ signal: controller.signal });
      await vi.waitUntil(() => core.applied.length === 1, { timeout: 10_000 });
      controller.abort();
      await cancelled;
      await vi.waitUntil(() => ended === 1, { timeout: 10_000 });
      await begin({ timeout: 300 });
      await vi.waitUntil(() => ended === 2, { timeout: 10_000 });
      core.apply = () => ({});
      expect((await callTool(client, 'apply_pattern', { input: APPLY })).isError).toBe(false);
    },
  );

  test('ends when its input ends, also with a call under way', async () => {
    const server = await spawnAndInitialize();
    core.apply = () => new Promise(() => {});
    server.write(toolCall(2, 'apply_pattern', APPLY));
    await vi.waitUntil(() => core.applied.length === 1);
    server.child.stdin?.end();
    expect(await server.ended).toEqual([0, null]);
  });

  test('ends when nobody reads its output', async () => {
    const server = await spawnAndInitialize();
    server.child.stdout?.destroy();
    server.write({ jsonrpc: '2.0', id: 2, method: 'tools/list' });
    server.write({ jsonrpc: '2.0', id: 3, method: 'tools/list' });
    expect(await server.ended).toEqual([0, null]);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends at %s', async (signal) => {
    const server = await spawnAndInitialize();
    server.child.kill(signal);
    expect(await server.ended).toEqual([0, null]);
  });

  test('ends although it never heard anything', async () => {
    const server = spawnServer(workplace.environment);
    servers.push(server);
    server.child.stdin?.end();
    expect(await server.ended).toEqual([0, null]);
  });
});
