import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SERVER_PROGRAM } from './server-program.ts';

/** The server as a program of its own, spoken to line by line, for what a client library would not do. */
export interface SpawnedServer {
  readonly child: ChildProcess;
  /** Every line of its standard output so far. */
  readonly lines: readonly string[];
  /** All of its standard error so far. */
  errors(): string;
  /** Writes a line to its standard input. */
  write(message: unknown): void;
  /** Its answer to the request of this id. */
  answer(id: number): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves at its end with exit code and signal. */
  readonly ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
}

const messageOf = (line: string): Readonly<Record<string, unknown>> => {
  const parsed: unknown = JSON.parse(line);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
};

/** Starts the server with these variables alone. */
export const spawnServer = (
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): SpawnedServer => {
  const { command, args } = SERVER_PROGRAM;
  const child = spawn(command, [...args, ...flags], { env: { ...environment }, stdio: ['pipe', 'pipe', 'pipe'] });
  const { stdin, stdout, stderr } = child;
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let errors = '';
  createInterface(stdout).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  stdin.on('error', () => {});
  return {
    child,
    lines,
    errors: () => errors,
    write: (message) => stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    answer: (id) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = lines.map(messageOf).find((message) => message.id === id);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    ended: once(child, 'close').then(([code, signal]) => [code, signal] as const),
  };
};

/** The opening request of a client of a revision before 2026-07-28. */
export const initialize = (protocolVersion = '2025-06-18'): object => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '0' } },
});

/** A call of a tool as a message. */
export const toolCall = (id: number, name: string, input: object): object => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: input },
});
