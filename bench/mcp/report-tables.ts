import { formatMilliseconds, formatRatio, type Times } from '../latency/timing.ts';
import type { ResultTable, TargetResult } from '../result-file.ts';

/** Starts of one program. */
export interface StartTimes {
  readonly wall: Times;
  readonly processor: Times;
}

/** Bytes of what a model is told of the five tools. */
export interface DefinitionBytes {
  /** Names, descriptions and input schemas. */
  readonly inputs: number;
  readonly outputs: number;
  readonly instructions: number;
}

/** `apply_pattern` and ApplyPattern with the same requests, by turns. */
export interface ApplyTimes {
  readonly overMcp: Times;
  readonly overGrpc: Times;
  /** Largest answer over MCP, in bytes of JSON. */
  readonly largestAnswer: number;
}

/** Everything that was measured. */
export interface McpFigures {
  readonly bare: StartTimes;
  readonly mcp: StartTimes;
  /** Resident memory in MB, at rest after one `apply_pattern`. */
  readonly memory: number;
  readonly definitions: DefinitionBytes;
  /** Requests that the core has seen before. */
  readonly remembered: ApplyTimes;
  /** Requests that have to be embedded. */
  readonly fresh: ApplyTimes;
}

/** The product counts a token as three bytes; text and schemas have more. */
const BYTES_A_TOKEN = 3;
const MOST_TOKENS = 2_000;
const MOST_BYTES = 8_000;
const LONGEST_START = 120;
const MOST_MEMORY = 85;

const tokensOf = (bytes: number): number => Math.ceil(bytes / BYTES_A_TOKEN);

const both = ({ p50, p95 }: Times): readonly string[] => [formatMilliseconds(p50), formatMilliseconds(p95)];

/** Starts beside a bare Node. */
export const startTable = ({ bare, mcp }: McpFigures): ResultTable => ({
  title: 'From spawn to the answer of initialize',
  note: 'A bare Node says that it runs; both are started by turns. The last row is what the server adds.',
  columns: ['what', 'median', 'p95', 'processor, median', 'p95'],
  rows: [
    ['bare Node', ...both(bare.wall), ...both(bare.processor)],
    ['`tmws-mcp`, core running', ...both(mcp.wall), ...both(mcp.processor)],
    [
      'over bare Node',
      formatRatio(mcp.wall.p50 / bare.wall.p50),
      formatRatio(mcp.wall.p95 / bare.wall.p95),
      formatRatio(mcp.processor.p50 / bare.processor.p50),
      formatRatio(mcp.processor.p95 / bare.processor.p95),
    ],
  ],
});

/** The same call over both ways. */
export const applyTable = ({ remembered, fresh }: McpFigures): ResultTable => {
  const row = (name: string, { overMcp, overGrpc, largestAnswer }: ApplyTimes): readonly string[] => [
    name,
    ...both(overMcp),
    ...both(overGrpc),
    formatMilliseconds(overMcp.p50 - overGrpc.p50),
    `${(largestAnswer / 1_024).toFixed(1)} KB`,
  ];
  return {
    title: 'apply_pattern over MCP, beside ApplyPattern over gRPC',
    note: 'The same requests by turns, one at a time.',
    columns: ['requests', 'MCP, median', 'p95', 'gRPC, median', 'p95', 'MCP adds', 'largest answer'],
    rows: [row('seen before', remembered), row('new, to be embedded', fresh)],
  };
};

/** What a conversation pays for having the server. */
export const sizeTable = ({ definitions }: McpFigures): ResultTable => {
  const row = (name: string, bytes: number): readonly string[] => [name, String(bytes), String(tokensOf(bytes))];
  return {
    title: 'What a model is told',
    note: 'Bytes of the JSON of tools/list; a token is counted as three bytes, which is more than there are.',
    columns: ['what', 'bytes', 'tokens'],
    rows: [
      row('names, descriptions and input schemas of the five tools', definitions.inputs),
      row('their output schemas', definitions.outputs),
      row('instructions', definitions.instructions),
    ],
  };
};

const target = (
  what: string,
  wanted: string,
  { measured, isMet }: { measured: string; isMet: boolean },
): TargetResult => ({
  what,
  target: wanted,
  measured,
  verdict: isMet ? 'met' : 'not met',
});

/** The design's targets for the MCP server. */
export const mcpTargets = ({ mcp, memory, definitions, remembered, fresh }: McpFigures): readonly TargetResult[] => {
  const size = (what: string, bytes: number): TargetResult =>
    target(what, '≤ 8,000 bytes, 2,000 tokens', {
      measured: `${bytes} bytes, ${tokensOf(bytes)} tokens`,
      isMet: bytes <= MOST_BYTES && tokensOf(bytes) <= MOST_TOKENS,
    });
  const answer = Math.max(remembered.largestAnswer, fresh.largestAnswer);
  return [
    target('`tmws-mcp` → initialize answered, core running, median', `≤ ${LONGEST_START} ms`, {
      measured: formatMilliseconds(mcp.wall.p50),
      isMet: mcp.wall.p50 <= LONGEST_START,
    }),
    target('memory of `tmws-mcp` after one apply_pattern', `≤ ${MOST_MEMORY} MB`, {
      measured: `${memory.toFixed(0)} MB`,
      isMet: memory <= MOST_MEMORY,
    }),
    size('definitions of the five tools: names, descriptions, input schemas', definitions.inputs),
    target('their output schemas', '≤ 8,000 bytes', {
      measured: `${definitions.outputs} bytes`,
      isMet: definitions.outputs <= MOST_BYTES,
    }),
    target('one answer of apply_pattern, the default token budget', '≤ 4,000 tokens', {
      measured: `${tokensOf(answer)} tokens`,
      isMet: tokensOf(answer) <= 4_000,
    }),
  ];
};
