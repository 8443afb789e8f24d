import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type HttpServer, startHttpServer } from '../testing/http-server.ts';
import { type StandInCore, startStandInCore } from '../testing/stand-in-core.ts';
import { createWorkplace, type Workplace } from '../testing/workplace.ts';

const APPLY = { name: 'apply_pattern', arguments: { pattern_query: 'a', context: '' } };

describe('a call over HTTP', () => {
  let workplace: Workplace;
  let core: StandInCore;
  let server: HttpServer;

  beforeEach(async () => {
    workplace = createWorkplace();
    core = await startStandInCore(workplace.socket);
    server = await startHttpServer(workplace.environment, { ann: ['read', 'write'] });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  });

  test.each(['auto', 'legacy'] as const)(
    'that its client cancels or gives up after a while ends in the core, by mode %s',
    async (mode) => {
      let ended = 0;
      core.apply = (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended += 1;
            reject(signal.reason);
          });
        });
      const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode } });
      const requestInit = { headers: { authorization: 'Bearer ann' } };
      await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }));
      try {
        const controller = new AbortController();
        const cancelled = expect(client.callTool(APPLY, { signal: controller.signal })).rejects.toThrow();
        await vi.waitUntil(() => core.applied.length === 1, { timeout: 10_000 });
        controller.abort();
        await cancelled;
        await vi.waitUntil(() => ended === 1, { timeout: 10_000 });
        await expect(client.callTool(APPLY, { timeout: 300 })).rejects.toThrow();
        await vi.waitUntil(() => ended === 2, { timeout: 10_000 });
        core.apply = () => ({});
        expect((await client.callTool(APPLY)).isError ?? false).toBe(false);
      } finally {
        await client.close();
      }
    },
  );
});
