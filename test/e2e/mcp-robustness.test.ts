import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/client';
import { SkillsClient } from '@modelcontextprotocol/client/ext/skills';
import { findCore } from '@tmws/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSkill, skillFile } from '../harness/import-skill.ts';
import { ERAS, eraClient } from '../harness/mcp-eras.ts';
import { keyOf, mcpHttpClient, startMcpHttp } from '../harness/mcp-http.ts';
import { openRawMcp, type RawMcp, toolCall } from '../harness/raw-mcp.ts';
import { PROGRAMS } from '../harness/run.ts';
import { type TmwsHome, tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';

const MIB = 1024 * 1024;
const APPLY = { pattern_query: 'moor the zeppelin', context: '', min_similarity: 0 };

const learnInput = (name: string): Record<string, unknown> => ({
  pattern_name: name,
  pattern_content: `Moor the zeppelin as ${name} says.`,
  category: 'airships',
});

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

const call = async (client: Client, name: string, input: Record<string, unknown>) => {
  const { isError, structuredContent } = await client.callTool({ name, arguments: input });
  return { isError: isError ?? false, ...plain(structuredContent) };
};

const learn = async (client: Client, name: string): Promise<string> =>
  (await call(client, 'learn_pattern', learnInput(name))).result.pattern_id;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Ids of all processes that work on the data folder, by their variables. */
const processesOf = async ({ dataDir }: TmwsHome): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid);
  const variables = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')));
  return pids.filter((_, place) => variables[place]?.split('\0').includes(`TMWS_DATA_DIR=${dataDir}`));
};

const untilGone = (pid: number): Promise<void> => expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);

let home: TmwsHome;

beforeAll(async () => {
  home = await tmwsHome();
  const client = await home.client();
  await importSkill(client, 'open-door', { files: { 'SKILL.md': skillFile('open-door') } });
  await untilEmbedded(client);
});
afterAll(() => home[Symbol.asyncDispose]());

describe.each(ERAS)('a session (%s)', (era) => {
  test('goes on when the core is killed under it, idle or with calls under way, each of which acts once', async () => {
    await using client = await eraClient(home, era);
    for (const round of [1, 2]) {
      const before = await home.corePid();
      process.kill(before, 'SIGKILL');
      const id = await learn(client, `${era} idle ${round}`);
      const pid = await home.corePid();
      expect(pid).not.toBe(before);
      expect((await client.readResource({ uri: `tmws://pattern/${id}` })).contents.length).toBeGreaterThan(0);

      const names = Array.from({ length: 10 }, (_, place) => `${era} busy ${round} ${place}`);
      // Stopped, it holds the calls until it is killed.
      process.kill(pid, 'SIGSTOP');
      const learning = names.map((name) => learn(client, name));
      await delay(100);
      process.kill(pid, 'SIGKILL');
      const ids = await Promise.all(learning);
      const { patterns } = await (await home.client()).patterns.listPatterns({ pageSize: 200 });
      const found = patterns.filter(({ patternName }) => patternName.startsWith(`${era} busy ${round} `));
      expect(found.map((pattern) => pattern.id).toSorted()).toEqual(ids.toSorted());
    }
    const { prompts } = await client.listPrompts();
    expect(prompts).toHaveLength(3);
    expect((await call(client, 'apply_pattern', APPLY)).result.found).toBe(true);
  });

  test('answers a hundred calls at once of every kind, each its own', async () => {
    await using client = await eraClient(home, era);
    await mixedCalls(client, `stdio ${era}`);
  });

  test('refuses an argument of 5 MB and a message of 40 MB by what is allowed, and goes on', async () => {
    await using client = await eraClient(home, era);
    const large = (megabytes: number) => ({ ...learnInput('large'), pattern_content: 'x'.repeat(megabytes * MIB) });
    expect(await call(client, 'learn_pattern', large(5))).toMatchObject({
      isError: true,
      error: { reason: 'INVALID_FIELD' },
      message: 'pattern_content is too large; send at most 262144 characters.',
    });
    await expect(call(client, 'learn_pattern', large(40))).rejects.toThrow('larger than 32 MiB, the most that is read');
    expect(await learn(client, `${era} after the large`)).not.toBe('');
  });
});

/** Ten rounds of ten calls, all at once: whoever mixed up two answers would be found. */
const mixedCalls = async (client: Client, prefix: string): Promise<void> => {
  const skills = new SkillsClient(client);
  const [skill] = (await skills.list()).skills;
  const ids = await Promise.all([0, 1, 2].map((place) => learn(client, `${prefix} known ${place}`)));
  const work = Array.from({ length: 10 }, (_, round) => {
    const place = round % ids.length;
    const id = ids[place] ?? '';
    const name = `${prefix} new ${round}`;
    const known = `${prefix} known ${place}`;
    return [
      call(client, 'learn_pattern', learnInput(name)).then(({ result }) => expect(result.pattern_name).toBe(name)),
      call(client, 'apply_pattern', { pattern_query: `id:${id}`, context: '' }).then(({ result }) =>
        expect(result.patterns).toMatchObject([{ pattern_id: id, pattern_name: known }]),
      ),
      call(client, 'apply_pattern', APPLY).then(({ result }) => expect(result.found).toBe(true)),
      call(client, 'evolve_pattern', { pattern_id: id, evolution_data: {}, success_feedback: true }).then(
        ({ result }) => expect(result).toMatchObject({ pattern_id: id, pattern_name: known }),
      ),
      call(client, 'evolve_pattern', { pattern_id: crypto.randomUUID(), evolution_data: {} }).then((answer) =>
        expect(answer).toMatchObject({ isError: true, error: { reason: 'PATTERN_NOT_FOUND' } }),
      ),
      call(client, 'get_pattern_analytics', {}).then(({ result }) =>
        expect(result.overview.total_patterns).toBeGreaterThan(0),
      ),
      client
        .readResource({ uri: `tmws://pattern/${id}` })
        .then(({ contents }) =>
          expect(JSON.parse(String(plain(contents)[0].text))).toMatchObject({ id, pattern_name: known }),
        ),
      client
        .getPrompt({ name: 'use-pattern', arguments: { pattern: id } })
        .then(({ messages }) => expect(JSON.stringify(messages)).toContain(known)),
      client
        .readResource({ uri: skill?.uri ?? '' })
        .then(({ contents }) => expect(plain(contents)[0].text).toContain('# open-door')),
      skills.list().then(({ skills: listed }) => expect(listed.map(({ uri }) => uri)).toContain(skill?.uri)),
    ];
  });
  await Promise.all(work.flat());
};

test('over HTTP a hundred calls at once are answered each its own, in both eras, also after the core was killed', async () => {
  const key = await keyOf(home, 'tester');
  await using server = await startMcpHttp(home);
  for (const era of ERAS) {
    await using client = await mcpHttpClient(server, key, era);
    await mixedCalls(client, `http ${era}`);
    process.kill(await home.corePid(), 'SIGKILL');
    expect(await learn(client, `http ${era} after the kill`)).not.toBe('');
    const large = { ...learnInput('large'), pattern_content: 'x'.repeat(5 * MIB) };
    expect(await call(client, 'learn_pattern', large)).toMatchObject({
      isError: true,
      error: { reason: 'INVALID_FIELD' },
    });
    const tooLarge = { ...learnInput('large'), pattern_content: 'x'.repeat(40 * MIB) };
    await expect(call(client, 'learn_pattern', tooLarge)).rejects.toThrow();
    expect(await learn(client, `http ${era} after the large`)).not.toBe('');
  }
});

const DEEP = '{"a":'.repeat(10_000) + 1 + '}'.repeat(10_000);

const toolLine = (id: number, name: string, input: string): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${name}","arguments":${input}}}`;

/** A learn_pattern call with more arguments, as JSON. */
const learnLine = (id: number, more: string): string =>
  toolLine(id, 'learn_pattern', `{"pattern_name":"n${id}","pattern_content":"c","category":"c",${more}}`);

const refusedTool = (...words: readonly string[]): object => ({
  result: {
    isError: true,
    structuredContent: {
      error: { reason: 'INVALID_FIELD' },
      message: expect.stringMatching(new RegExp(words.join('.*'))),
    },
  },
});
const failed = (code: number): object => ({ error: { code, message: expect.stringMatching(/\w{3}/) } });

/** What a client should not send, by what is answered, under which id. */
const HOSTILE: readonly (readonly [string, number | null, object])[] = [
  ['this is no JSON', null, failed(-32700)],
  ['{"jsonrpc":"2.0","id":10', null, failed(-32700)],
  ['[]', null, failed(-32600)],
  ['"text"', null, failed(-32600)],
  ['{"jsonrpc":"1.0","id":11,"method":"ping"}', 11, failed(-32600)],
  ['{"id":12,"method":"ping"}', 12, failed(-32600)],
  ['{"jsonrpc":"2.0","id":13,"method":"tools/call","params":[1]}', 13, failed(-32600)],
  ['{"jsonrpc":"2.0","id":14,"method":"no/such"}', 14, failed(-32601)],
  ['{"jsonrpc":"2.0","id":15,"method":"__proto__"}', 15, failed(-32601)],
  [toolLine(16, '__proto__', '{}'), 16, failed(-32602)],
  ['{"jsonrpc":"2.0","id":17,"method":"prompts/get","params":{"name":"constructor"}}', 17, failed(-32602)],
  ['{"jsonrpc":"2.0","id":18,"method":"resources/read","params":{"uri":"tmws://pattern/%%%"}}', 18, failed(-32602)],
  [`{"jsonrpc":"2.0","id":19,"method":"ping","params":{"_meta":${DEEP}}}`, 19, { result: {} }],
  [learnLine(20, `"metadata":${DEEP}`), 20, refusedTool('nested deeper than 32 levels')],
  [learnLine(21, `"metadata":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`), 21, refusedTool('nested deeper')],
  [toolLine(22, 'learn_pattern', DEEP), 22, refusedTool('nested deeper')],
  [learnLine(23, '"metadata":{"n":123456789012345678901234567890}'), 23, refusedTool('beyond', 'digits')],
  [learnLine(24, '"confidence":1e400'), 24, refusedTool('^confidence')],
  [learnLine(25, '"metadata":{"a":"\\ud800"}'), 25, refusedTool('metadata.a holds half a character')],
  [learnLine(26, '"metadata":{"__proto__":{"polluted":true}}'), 26, refusedTool('__proto__')],
  [
    toolLine(27, 'apply_pattern', '{"pattern_query":"a","context":"","max_patterns":1e308}'),
    27,
    refusedTool('^max_patterns is too large; send at most 20\\.$'),
  ],
];

test('what a client should not send is answered by what is wrong, and nothing but the protocol is on standard output [mcp.stdout-clean]', async () => {
  await using server = await openRawMcp(home.env);
  for (const [line, id, answer] of HOSTILE) {
    const before = server.lines.length;
    server.write(line);
    await expect.poll(() => server.lines.length, { timeout: 10_000 }).toBeGreaterThan(before);
    const found = server.lines.slice(before).map((text) => JSON.parse(text));
    expect(found, line.slice(0, 100)).toMatchObject([{ jsonrpc: '2.0', id, ...answer }]);
  }
  server.write(['ping', 'tools/list'].map((method, place) => ({ jsonrpc: '2.0', id: 50 + place, method })));
  expect(await server.answerTo(50)).toMatchObject({ result: {} });
  expect(await server.answerTo(51)).toMatchObject({ result: { tools: [{}, {}, {}, {}, {}] } });
  server.write(`{"jsonrpc":"2.0","id":52,"method":"ping","params":{"a":"${'x'.repeat(40 * MIB)}"}}`);
  expect(await server.answerTo(52)).toMatchObject({ error: { code: -32600 } });

  process.kill(await home.corePid(), 'SIGKILL');
  server.write(toolCall(60, 'apply_pattern', APPLY));
  expect(await server.answerTo(60)).toMatchObject({ result: { structuredContent: { success: true } } });
  server.child.stdin?.end();
  expect(await server.ended).toEqual([0, null]);
  for (const line of server.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  for (const line of server.log().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
});

describe('when its client is gone, the server ends', () => {
  const busy = async (): Promise<RawMcp> => {
    const server = await openRawMcp(home.env);
    server.write(toolCall(2, 'apply_pattern', APPLY));
    await server.answerTo(2);
    return server;
  };
  /** Runs the work while a call waits for a core that does nothing. */
  const whileCallsHang = async (server: Pick<RawMcp, 'write'>, work: () => Promise<void>): Promise<void> => {
    const pid = await home.corePid();
    process.kill(pid, 'SIGSTOP');
    try {
      for (const id of [3, 4, 5]) server.write(toolCall(id, 'apply_pattern', APPLY));
      await work();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  };

  test('at the end of its input, with calls under way', async () => {
    await using server = await busy();
    await whileCallsHang(server, async () => {
      server.child.stdin?.end();
      expect(await server.ended).toEqual([0, null]);
    });
    expect(await findCore(home.config)).toBeDefined();
  });

  test('when its output breaks, with calls under way', async () => {
    await using server = await busy();
    await whileCallsHang(server, async () => {
      server.child.stdout?.destroy();
      server.write({ jsonrpc: '2.0', id: 6, method: 'ping' });
      expect(await server.ended).toEqual([0, null]);
    });
  });

  test('when its parent is killed, and leaves no process but the core', async () => {
    const program = `
      const { spawn } = require('node:child_process');
      const server = spawn(process.execPath, [${JSON.stringify(PROGRAMS.mcp)}], { stdio: ['pipe', 'pipe', 'ignore'] });
      server.stdout.once('data', () => console.log(server.pid));
      server.stdin.write(${JSON.stringify(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'a', version: '1' } } })}\n`)});
      server.stdin.write(${JSON.stringify(`${JSON.stringify(toolCall(2, 'apply_pattern', APPLY))}\n`)});
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', program], {
      env: { ...home.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = await once(parent.stdout, 'data');
    const server = Number(String(line));
    expect(isAlive(server)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await untilGone(server);
    expect(await processesOf(home)).toEqual([await home.corePid()]);
    expect(await findCore(home.config)).toBeDefined();
  });
});
