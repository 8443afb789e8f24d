import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PROGRAMS } from './run.ts';

/** A message of the protocol, or what stands in its place. */
export type RawMessage = Readonly<Record<string, unknown>>;

/** The built MCP server over stdio, spoken to in bytes, for what a client library would not send. Killed afterwards. */
export interface RawMcp extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Every line of its standard output so far. */
  readonly lines: readonly string[];
  /** All of its log so far. */
  log(): string;
  /** Writes a line: text as it is, anything else as JSON. */
  write(message: unknown): void;
  /** The first answer, sent or yet to come, that the condition holds for. @throws Error when the server ends before. */
  answer(condition: (message: RawMessage) => boolean): Promise<RawMessage>;
  /** As {@link answer}, to the request of this id. */
  answerTo(id: number | string): Promise<RawMessage>;
  /** Resolves at its end with exit code and signal. */
  readonly ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
}

/** The opening request of a client of a revision before 2026-07-28. */
export const initialize = (id = 1): RawMessage => ({
  jsonrpc: '2.0',
  id,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});

/** A call of a tool as a message. */
export const toolCall = (id: number, name: string, input: object): RawMessage => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: input },
});

/** Starts the server with these variables and log level debug. */
export const startRawMcp = (env: NodeJS.ProcessEnv): RawMcp => {
  const child = spawn(process.execPath, [PROGRAMS.mcp, '--log-level', 'debug'], {
    env: { ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').then(([code, signal]) => [code, signal] as const);
  const lines: string[] = [];
  const messages: RawMessage[] = [];
  const waiting = new Set<() => void>();
  let log = '';
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    messages.push({ ...JSON.parse(line) });
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  child.stdin.on('error', () => {});
  const answer = (condition: (message: RawMessage) => boolean): Promise<RawMessage> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = messages.find(condition);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`The server ended. Its log: ${log}`)));
    });
  return {
    child,
    lines,
    log: () => log,
    write: (message) => child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    answer,
    answerTo: (id) => answer((message) => message.id === id),
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** A server that a session of a revision before 2026-07-28 has opened. */
export const openRawMcp = async (env: NodeJS.ProcessEnv): Promise<RawMcp> => {
  const server = startRawMcp(env);
  server.write(initialize());
  await server.answerTo(1);
  server.write({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return server;
};
