import { readdir, readFile, readlink } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mcpClient } from '../harness/mcp-client.ts';
import { tmwsHome, untilEmbedded } from '../harness/tmws-home.ts';
import { type TraceCollector, traceCollector } from '../harness/trace-collector.ts';

const PARENT = 'b7ad6b7169203331';
const traceparent = (traceId: string): string => `00-${traceId}-${PARENT}-01`;

const spansOf = async ({ spans }: TraceCollector, traceId: string, name: string) => {
  const found = () => spans.filter((span) => span.traceId === traceId);
  await expect.poll(() => found().map((span) => span.name), { timeout: 30_000 }).toContain(name);
  return found();
};

/** Inodes of the TCP sockets, of both families, that the process holds. */
const tcpSockets = async (pid: number): Promise<readonly string[]> => {
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8')));
  const known = new Set(tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)[9])));
  const descriptors = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []).filter((inode) => known.has(inode));
};

test('a call with a traceparent, over gRPC or from an MCP request, is the parent of the spans of the core [reliability.otel, grpc.trace-context, mcp.trace-context]', async () => {
  await using collector = await traceCollector();
  await using home = await tmwsHome(collector.variables);
  const client = await home.client();
  await untilEmbedded(client);

  const overGrpc = '0af7651916cd43dd8448eb211c80319c';
  await client.patterns.searchPatterns({ queryText: 'tie a knot' }, { traceparent: traceparent(overGrpc) });
  const search = 'tmws.learning.v1.PatternService/SearchPatterns';
  const spans = await spansOf(collector, overGrpc, search);
  const call = spans.find(({ name }) => name === search);
  expect(call?.parentSpanId).toBe(PARENT);
  const inside = spans.filter(({ parentSpanId }) => parentSpanId === call?.spanId).map(({ name }) => name);
  expect(inside).toEqual(expect.arrayContaining(['embedder.embedQuery', 'index.searchMeaning', 'rows.read']));

  await using mcp = await mcpClient(home);
  const overMcp = '1bf7651916cd43dd8448eb211c80319d';
  await mcp.callTool({
    name: 'apply_pattern',
    arguments: { pattern_query: 'tie a knot', context: '' },
    _meta: { traceparent: traceparent(overMcp) },
  });
  const apply = 'tmws.learning.v1.LearningService/ApplyPattern';
  const applied = await spansOf(collector, overMcp, apply);
  expect(applied.find(({ name }) => name === apply)?.parentSpanId).toBe(PARENT);
});

test.runIf(process.platform === 'linux')(
  'without a variable of OpenTelemetry the core opens no connection [reliability.otel]',
  async () => {
    await using home = await tmwsHome();
    const client = await home.client();
    await untilEmbedded(client);
    await client.patterns.searchPatterns({ queryText: 'tie a knot' });
    expect(await tcpSockets(await home.corePid())).toEqual([]);
  },
);
